import { KubernetesObject } from '@mini-atlas/kro';
import { convertFault, schemaFor } from '../../openapi';
import { prune } from '../../schema';

/** Groups of Kubernetes that are not in the scheme of client-go. */
const OTHER_GROUPS = ['apiextensions.k8s.io', 'apiregistration.k8s.io'];

/**
 * The object as kustomize-controller has it after reading it into the Go type of a built-in kind: fields that the type
 * does not have are gone before the API server sees them. What does not fit the type stays, for the API server to
 * refuse. Follows `ssa/normalize` of fluxcd/pkg 0.76.
 */
export function withKnownFields(object: KubernetesObject): KubernetesObject {
  const [group] = object.apiVersion.split('/');
  if (OTHER_GROUPS.includes(group)) return object;
  const schema = schemaFor(object);
  const fits = schema && convertFault(object, object) === undefined;
  return fits ? prune(schema, object) : object;
}
