import { OpenApiSchema } from '@mini-atlas/kro';
import { Correlation } from './correlation';
import { FieldCause } from './fieldCause';
import { Location } from './location';
import { validateEmbedded } from './validateEmbedded';
import { validateListTypes } from './validateListTypes';
import { validateValue } from './validateValue';

/** How a value is checked. */
export interface StructuralOptions {
  /** Stands before every field where the value is not a whole object, e.g. `spec.template`. */
  path?: string;
  /** What the value was before an update, where there was one: what did not change may stay as wrong as it was. */
  before?: Correlation;
}

/**
 * Checks a value against the structural schema of a CRD and answers the causes of an Invalid status, worded as the API
 * server does: values first, then embedded objects, then duplicates in lists of type `set` and `map`. Empty when the
 * value is valid. `x-kubernetes-validations` (CEL) are evaluated elsewhere. Follows `customresource/strategy.go` of
 * apiextensions-apiserver and `pkg/validation` of kube-openapi.
 */
export function validateStructural(
  schema: OpenApiSchema,
  value: unknown,
  { path = '', before }: StructuralOptions = {},
): FieldCause[] {
  return [
    ...validateValue(schema, value, new Location('', path), before).causes,
    ...validateEmbedded(schema, value, path),
    ...duplicates(schema, value, path, before),
  ];
}

/** Lists that had duplicates before may have others now. */
function duplicates(
  schema: OpenApiSchema,
  value: unknown,
  path: string,
  before: Correlation | undefined,
): FieldCause[] {
  const causes = validateListTypes(schema, value, path);
  return causes.length > 0 &&
    before &&
    validateListTypes(schema, before.value, path).length > 0
    ? []
    : causes;
}
