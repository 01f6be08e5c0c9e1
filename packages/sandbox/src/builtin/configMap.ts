import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { forbiddenField, invalidValue } from './causes';
import { AGE_COLUMN, NAME_COLUMN } from './columns';
import { objectAt, valueAt } from './fields';
import { KindRules } from './kindRules';

const KEY = /^[-._a-zA-Z0-9]+$/;
const LONGEST_KEY = 253;

/** ConfigMaps. */
export const configMap: KindRules = {
  validate: (object, before) => [
    ...['data', 'binaryData'].flatMap(field =>
      Object.keys(objectAt(object, field) ?? {}).flatMap(key =>
        dataKeyCauses(field, key),
      ),
    ),
    ...(before ? immutableCauses(object, before, ['data', 'binaryData']) : []),
  ],
  columns: [
    NAME_COLUMN,
    {
      name: 'Data',
      type: 'string',
      description: '',
      describedBy: 'data',
      cell: object => dataSize(object, 'data') + dataSize(object, 'binaryData'),
    },
    AGE_COLUMN,
  ],
};

/** How many entries a map of data has. */
export function dataSize(object: KubernetesObject, field: string): number {
  return Object.keys(objectAt(object, field) ?? {}).length;
}

/** What is wrong with a key of a ConfigMap or Secret. */
export function dataKeyCauses(field: string, key: string): StatusCause[] {
  const path = `${field}[${key}]`;
  if (key.length > LONGEST_KEY) {
    return [
      invalidValue(path, key, `must be no more than ${LONGEST_KEY} characters`),
    ];
  }
  return KEY.test(key) && key !== '.' && key !== '..'
    ? []
    : [
        invalidValue(
          path,
          key,
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
        ),
      ];
}

/** Objects with `immutable: true` keep their data and stay immutable. */
export function immutableCauses(
  object: KubernetesObject,
  before: KubernetesObject,
  fields: string[],
): StatusCause[] {
  if (before.immutable !== true) return [];
  const why = 'field is immutable when `immutable` is set';
  return [
    ...(object.immutable === true ? [] : [forbiddenField('immutable', why)]),
    ...fields
      .filter(
        field =>
          JSON.stringify(valueAt(object, field) ?? {}) !==
          JSON.stringify(valueAt(before, field) ?? {}),
      )
      .map(field => forbiddenField(field, why)),
  ];
}
