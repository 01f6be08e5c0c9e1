import { OpenApiSchema } from '@mini-atlas/kro';
import { FieldCause } from './fieldCause';
import { Location } from './location';
import { validateEmbedded } from './validateEmbedded';
import { validateListTypes } from './validateListTypes';
import { validateValue } from './validateValue';

/**
 * Checks a value against the structural schema of a CRD and answers the causes of an Invalid status, worded as the API
 * server does: values first, then embedded objects, then duplicates in lists of type `set` and `map`. Empty when the
 * value is valid. `x-kubernetes-validations` (CEL) are evaluated elsewhere. Follows `customresource/strategy.go` of
 * apiextensions-apiserver and `pkg/validation` of kube-openapi.
 *
 * `path` stands before every field where `value` is not a whole object, e.g. `spec.template`.
 */
export function validateStructural(
  schema: OpenApiSchema,
  value: unknown,
  options: { path?: string } = {},
): FieldCause[] {
  const { path = '' } = options;
  return [
    ...validateValue(schema, value, new Location('', path)).causes,
    ...validateEmbedded(schema, value, path),
    ...validateListTypes(schema, value, path),
  ];
}
