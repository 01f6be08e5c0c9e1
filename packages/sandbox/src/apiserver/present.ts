import { KubernetesObject } from '@mini-atlas/kro';
import { ServedType } from './servedType';

const views = new WeakMap<KubernetesObject, Map<string, KubernetesObject>>();

/** A stored object as one of the given version. Frozen; the same view each time. */
export function present(
  type: ServedType,
  stored: KubernetesObject,
): KubernetesObject {
  if (!type.conversion && stored.apiVersion === type.apiVersion) return stored;
  const known = views.get(stored) ?? new Map<string, KubernetesObject>();
  views.set(stored, known);
  let view = known.get(type.apiVersion);
  if (!view) {
    view = Object.freeze(
      type.conversion
        ? type.conversion.fromStored(stored)
        : { ...stored, apiVersion: type.apiVersion },
    );
    known.set(type.apiVersion, view);
  }
  return view;
}

/** An object of this version as it is stored. */
export function toStored(
  type: ServedType,
  object: KubernetesObject,
): KubernetesObject {
  return type.conversion ? type.conversion.toStored(object) : object;
}
