import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { forbiddenField, invalidValue, tooLong } from './causes';
import { AGE_COLUMN, NAME_COLUMN } from './columns';
import { objectAt, valueAt } from './fields';
import { KindRules } from './kindRules';
import { keyFaults } from './validation/names';

/** ConfigMaps. */
export const configMap: KindRules = {
  validate: (object, before) => [
    ...(before ? immutableCauses(object, before, ['data', 'binaryData']) : []),
    ...dataFaults(object),
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

/** How much data an object may have, in bytes. */
export const LARGEST_DATA = 1024 * 1024;

function dataFaults(object: KubernetesObject): StatusCause[] {
  const data = objectAt(object, 'data') ?? {};
  const binary = objectAt(object, 'binaryData') ?? {};
  const size =
    sizeOf(Object.values(data), 'utf8') +
    sizeOf(Object.values(binary), 'base64');
  return [
    ...Object.keys(data).flatMap(key => [
      ...dataKeyCauses('data', key),
      ...(Object.hasOwn(binary, key)
        ? [
            invalidValue(
              `data[${key}]`,
              key,
              'duplicate of key present in binaryData',
            ),
          ]
        : []),
    ]),
    ...Object.keys(binary).flatMap(key => dataKeyCauses('binaryData', key)),
    // The whole object is meant, which is how the API server writes that.
    ...(size > LARGEST_DATA ? [tooLong('[]', LARGEST_DATA)] : []),
  ];
}

/** How many bytes some texts stand for. */
export function sizeOf(texts: unknown[], encoding: 'utf8' | 'base64'): number {
  return texts.reduce<number>(
    (size, text) => size + Buffer.byteLength(String(text), encoding),
    0,
  );
}

/** What is wrong with a key of a ConfigMap or Secret. */
export function dataKeyCauses(field: string, key: string): StatusCause[] {
  return keyFaults(key).map(why => invalidValue(`${field}[${key}]`, key, why));
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
