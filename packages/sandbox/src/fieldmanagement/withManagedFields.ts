import { KubernetesObject } from '@mini-atlas/kro';
import { JsonManagedFields } from './managers';

/** A deep copy of an object with these `managedFields`; without the field when there are none. */
export function withManagedFields(
  object: KubernetesObject,
  managedFields: JsonManagedFields[],
): KubernetesObject {
  const copy = structuredClone(object);
  const { managedFields: before, ...metadata } = copy.metadata;
  copy.metadata =
    managedFields.length === 0 ? metadata : { ...metadata, managedFields };
  return copy;
}
