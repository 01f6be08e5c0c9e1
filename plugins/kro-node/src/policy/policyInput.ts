import { FieldPath, jsonToCel, lazyFields, openObject } from '@mini-atlas/kro';
import { parseApiVersion } from '../types/crdTypes';
import {
  AdmittedObject,
  operationOf,
  requestNamespace,
} from './admittedObject';
import { PolicyInput } from './policyProgram';

/** Only the cluster knows who applies something, and how. */
const UNKNOWN = { has: () => true, below: () => true };
const NOTHING = new Set<string>();

function requestOf(admitted: AdmittedObject, input: PolicyInput): object {
  const { type } = admitted;
  const { group, version } = parseApiVersion(type.apiVersion);
  const kind = { group, version, kind: type.kind };
  const resource = { group, version, resource: type.plural };
  const known = {
    kind,
    requestKind: kind,
    resource,
    requestResource: resource,
    subResource: '',
    requestSubResource: '',
    operation: operationOf(admitted),
    dryRun: false,
  };
  const unknown = (field: string) =>
    openObject({}, `request.${field}`, NOTHING, UNKNOWN);
  return lazyFields({
    ...Object.fromEntries(
      Object.entries(known).map(([name, value]) => [
        name,
        () => jsonToCel(value),
      ]),
    ),
    name: () => Object(input.object).metadata.name ?? '',
    namespace: () => requestNamespace(admitted) ?? '',
    object: () => input.object,
    oldObject: () => input.oldObject,
    userInfo: () => unknown('userInfo'),
    options: () => unknown('options'),
  });
}

/** What a policy's expressions can read of an object on its way into the cluster. */
export function policyInputOf(admitted: AdmittedObject): PolicyInput {
  const { object, unknown, old, namespace, isOpen } = admitted;
  const beyondMetadata = (path: FieldPath) =>
    isOpen && path.length > 0 && path[0] !== 'metadata';
  const input: PolicyInput = {
    object: openObject(object, 'object', new Set(unknown), {
      has: beyondMetadata,
      below: beyondMetadata,
    }),
    oldObject: old ? jsonToCel(old) : null,
    namespaceObject: namespace ? jsonToCel(namespace) : null,
  };
  input.request = requestOf(admitted, input);
  return input;
}
