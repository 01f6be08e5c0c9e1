import { isJsonObject } from '../json';
import { ObjectMeta } from '../kubernetesObject';

function isTextMap(value: unknown): boolean {
  return (
    value === undefined ||
    (isJsonObject(value) &&
      Object.values(value).every(text => typeof text === 'string'))
  );
}

/** Tells whether a resolved `metadata` has the shape of ObjectMeta, as far as a template can set it. */
export function isMetadata(value: unknown): value is ObjectMeta {
  return (
    isJsonObject(value) &&
    [value.name, value.namespace].every(
      text => text === undefined || typeof text === 'string',
    ) &&
    isTextMap(value.labels) &&
    isTextMap(value.annotations)
  );
}
