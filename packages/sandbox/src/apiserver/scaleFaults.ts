import { KubernetesObject } from '@mini-atlas/kro';
import { invalidValue } from '../builtin/causes';
import { isObject } from '../builtin/fields';
import { CustomResource } from './servedType';
import { StatusCause } from './status';

const LAST_INT32 = 2 ** 31 - 1;

/** What is wrong with the numbers that a custom resource's `/scale` reads; after `ValidateScaleSpec` and `…Status`. */
export function scaleFaults(
  { scale }: CustomResource,
  object: KubernetesObject,
): StatusCause[] {
  return scale
    ? [
        ...replicasFaults(object, scale.specReplicasPath),
        ...replicasFaults(object, scale.statusReplicasPath),
      ]
    : [];
}

function replicasFaults(object: KubernetesObject, path: string): StatusCause[] {
  const value = valueIn(object, path.replace(/^\./, '').split('.'));
  if (value === undefined) return [];
  const number = Number.isInteger(value) ? Number(value) : 0;
  const why = replicasFault(value, path);
  return why ? [invalidValue(path, number, why)] : [];
}

function replicasFault(value: unknown, path: string): string | undefined {
  if (!Number.isInteger(value)) {
    return `${path} accessor error: ${String(value)} is of the type ${goType(
      value,
    )}, expected int64`;
  }
  if (Number(value) < 0) return 'should be a non-negative integer';
  return Number(value) > LAST_INT32
    ? `should be less than or equal to ${LAST_INT32}`
    : undefined;
}

function valueIn(root: unknown, [field, ...rest]: string[]): unknown {
  if (field === undefined) return root;
  return isObject(root) ? valueIn(root[field], rest) : undefined;
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'object':
      return value === null ? '<nil>' : 'map[string]interface {}';
    default:
      return typeof value;
  }
}
