import { KubernetesObject } from '@mini-atlas/kro';
import { jsonEqual } from '../schema/jsonEqual';
import { ServedType } from './servedType';

/** Does the type count the generations of its objects? Custom resources always do. */
export function hasGeneration(type: ServedType): boolean {
  return Boolean(type.custom) || type.rules.generation === true;
}

/** Is this change one of what is wanted, so that the generation goes up? */
export function changesGeneration(
  type: ServedType,
  before: KubernetesObject,
  after: KubernetesObject,
): boolean {
  if (!hasGeneration(type)) return false;
  const ignoresStatus = !type.custom || type.subresources.includes('status');
  return !jsonEqual(
    wanted(before, ignoresStatus),
    wanted(after, ignoresStatus),
  );
}

function wanted(object: KubernetesObject, ignoresStatus: boolean) {
  const { metadata, status, ...rest } = object;
  return ignoresStatus ? rest : { ...rest, status };
}
