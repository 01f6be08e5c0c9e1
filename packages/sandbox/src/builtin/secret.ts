import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { jsonSyntaxFault } from '../apiserver/json/syntaxFault';
import { StatusCause } from '../apiserver/status';
import { invalidValue, requiredValue, tooLong } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import {
  dataKeyCauses,
  dataSize,
  immutableCauses,
  LARGEST_DATA,
  sizeOf,
} from './configMap';
import { ensureObject, objectAt, setDefault, stringAt } from './fields';
import { KindRules } from './kindRules';

const ACCOUNT = 'kubernetes.io/service-account.name';

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
    ...(before && object.type !== before.type
      ? [invalidValue('type', object.type, 'field is immutable')]
      : []),
    ...(before ? immutableCauses(object, before, ['data']) : []),
    ...dataFaults(object),
    ...contentFaults(object),
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

function dataFaults(object: KubernetesObject): StatusCause[] {
  const data = objectAt(object, 'data') ?? {};
  return [
    ...Object.keys(data).flatMap(key => dataKeyCauses('data', key)),
    ...(sizeOf(Object.values(data), 'base64') > LARGEST_DATA
      ? [tooLong('data', LARGEST_DATA)]
      : []),
  ];
}

/** What Secrets of some types must have in them. */
function contentFaults(object: KubernetesObject): StatusCause[] {
  const type = stringAt(object, 'type') ?? '';
  const data = objectAt(object, 'data') ?? {};
  const missing = (...keys: string[]) =>
    keys
      .filter(key => !Object.hasOwn(data, key))
      .map(key => requiredValue(`data[${key}]`));
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return object.metadata.annotations?.[ACCOUNT]
        ? []
        : [requiredValue(`metadata.annotations[${ACCOUNT}]`)];
    case 'kubernetes.io/tls':
      return missing('tls.crt', 'tls.key');
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : missing('ssh-privatekey');
    case 'kubernetes.io/basic-auth': {
      const both = missing('username', 'password');
      return both.length === 2 ? both : [];
    }
    case 'kubernetes.io/dockercfg':
      return jsonFaults(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return jsonFaults(data, '.dockerconfigjson');
    default:
      return [];
  }
}

function jsonFaults(data: JsonObject, key: string): StatusCause[] {
  const field = `data[${key}]`;
  if (!Object.hasOwn(data, key)) return [requiredValue(field)];
  const text = Buffer.from(String(data[key]), 'base64').toString('latin1');
  const fault = jsonSyntaxFault(text);
  return fault
    ? [invalidValue(field, '<secret contents redacted>', fault)]
    : [];
}
