import { KubernetesObject } from '@mini-atlas/kro';
import { isObject } from '../builtin/fields';
import { goMapText, goTypeText } from '../openapi';
import { FieldCause, invalid } from '../schema';
import { CustomResource, Subresource } from './servedType';

const LAST_INT32 = 2 ** 31 - 1;

/**
 * What is wrong with the numbers that a custom resource's `/scale` reads, whatever the schema says; after
 * `ValidateScaleSpec` and `…Status` of apiextensions-apiserver 0.36.
 *
 * @param subresource - a write to the status is not asked for the number in the spec
 */
export function scaleFaults(
  { scale }: CustomResource,
  object: KubernetesObject,
  subresource: Subresource | undefined,
): FieldCause[] {
  if (!scale) return [];
  const { specReplicasPath, statusReplicasPath } = scale;
  return [
    ...(subresource === 'status' ? [] : [specReplicasPath]),
    statusReplicasPath,
  ].flatMap(path => replicasFaults(object, path));
}

function replicasFaults(object: KubernetesObject, path: string): FieldCause[] {
  const value = valueIn(object, path.replace(/^\./, '').split('.'));
  if (value === undefined) return [];
  const number = Number.isInteger(value) ? Number(value) : 0;
  const why = replicasFault(value, path);
  return why ? [invalid(path, number, why)] : [];
}

function replicasFault(value: unknown, path: string): string | undefined {
  if (!Number.isInteger(value)) {
    return `${path} accessor error: ${goMapText(
      value,
    )} is of the type ${goTypeText(value)}, expected int64`;
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
