import { KubernetesObject } from '@mini-atlas/kro';
import { valueAt } from '../builtin/fields';
import { FieldCause, invalid } from '../schema';
import { CustomResource, Subresource } from './servedType';

const MOST = 2 ** 31 - 1;

/**
 * What is wrong with the numbers of copies that a `Scale` is made of, whatever the schema says. Follows
 * `registry/customresource/validator.go` of apiextensions-apiserver 0.36.
 */
export function scaleErrors(
  { scale }: CustomResource,
  object: KubernetesObject,
  subresource: Subresource | undefined,
): FieldCause[] {
  if (!scale) return [];
  const { specReplicasPath, statusReplicasPath } = scale;
  return [
    ...(subresource === 'status' ? [] : [specReplicasPath]),
    statusReplicasPath,
  ].flatMap(path => countErrors(object, path));
}

function countErrors(object: KubernetesObject, path: string): FieldCause[] {
  const value = valueAt(object, ...path.split('.').filter(Boolean));
  if (typeof value !== 'number') return [];
  if (value < 0) {
    return [invalid(path, value, 'should be a non-negative integer')];
  }
  return value > MOST
    ? [invalid(path, value, `should be less than or equal to ${MOST}`)]
    : [];
}
