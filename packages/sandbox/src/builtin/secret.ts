import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { invalidValue, requiredValue } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { dataKeyCauses, dataSize, immutableCauses } from './configMap';
import { ensureObject, objectAt, setDefault, stringAt } from './fields';
import { KindRules } from './kindRules';

/** Keys that Secrets of these types must have. */
const REQUIRED_KEYS: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** Secrets: `stringData` is written into `data`; the type cannot change. */
export const secret: KindRules = {
  setDefaults(draft) {
    setDefault(draft, 'type', 'Opaque');
    const texts = Object.entries(objectAt(draft, 'stringData') ?? {});
    if (texts.length > 0) {
      const data = ensureObject(draft, 'data');
      for (const [key, text] of texts) {
        data[key] = Buffer.from(String(text)).toString('base64');
      }
    }
    delete draft.stringData;
  },
  validate: (object, before) => [
    ...Object.entries(objectAt(object, 'data') ?? {}).flatMap(
      ([key, value]) => [
        ...dataKeyCauses('data', key),
        ...base64Causes(`data[${key}]`, value),
      ],
    ),
    ...requiredKeys(object),
    ...(before && object.type !== before.type
      ? [invalidValue('type', object.type, 'field is immutable')]
      : []),
    ...(before ? immutableCauses(object, before, ['data']) : []),
  ],
  selectableFields: { type: object => stringAt(object, 'type') ?? '' },
  columns: [
    NAME_COLUMN,
    fieldColumn('Type', 'string', 'type'),
    {
      name: 'Data',
      type: 'string',
      description: '',
      describedBy: 'data',
      cell: object => dataSize(object, 'data'),
    },
    AGE_COLUMN,
  ],
};

function base64Causes(field: string, value: unknown): StatusCause[] {
  const isBase64 =
    typeof value === 'string' &&
    Buffer.from(value, 'base64').toString('base64') === value;
  return isBase64 || value === null
    ? []
    : [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: illegal base64 data',
          field,
        },
      ];
}

function requiredKeys(object: KubernetesObject): StatusCause[] {
  const type = stringAt(object, 'type') ?? '';
  const data = objectAt(object, 'data') ?? {};
  return (Object.hasOwn(REQUIRED_KEYS, type) ? REQUIRED_KEYS[type] : [])
    .filter(key => !Object.hasOwn(data, key))
    .map(key => requiredValue(`data[${key}]`));
}
