import { KubernetesObject } from '@mini-atlas/kro';
import { Draft } from '../builtin/kindRules';
import { decodeFault, schemaFor } from '../openapi';
import { badRequest, invalid } from './refusals';
import { ServedType } from './servedType';
import { StatusError } from './status';

/** Where Kubernetes registers its types; the line stands in its message. */
const SCHEME = 'pkg/runtime/scheme.go:111';

/**
 * Why an object of another type cannot be taken for one of a built-in type: nobody knows it, it cannot be read as what
 * it says it is, or it cannot be converted.
 */
export function conversionFault(type: ServedType, sent: Draft): string {
  const { apiVersion, kind } = sent;
  const [version] = apiVersion.split('/').reverse();
  if (!schemaFor(sent)) {
    return `no kind ${JSON.stringify(
      kind,
    )} is registered for version ${JSON.stringify(
      apiVersion,
    )} in scheme "${SCHEME}"`;
  }
  return (
    decodeFault(sent, sent) ??
    `converting (${version}.${kind}) to (${
      type.group.split('.')[0] || 'core'
    }.${type.kind}): unknown conversion`
  );
}

/** What a custom resource's address says to an object of another version or kind. */
export function wrongCustomType(
  type: ServedType,
  { apiVersion, kind, metadata }: KubernetesObject,
): StatusError {
  if (apiVersion !== type.apiVersion) {
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${type.apiVersion})`,
    );
  }
  return invalid({ group: type.group, kind }, metadata.name ?? '', [
    {
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(kind)}: must be ${type.kind}`,
      field: 'kind',
    },
  ]);
}
