import { KubernetesObject } from '@mini-atlas/kro';
import { RuleContext } from '../builtin/kindRules';
import { Backend } from './backend';
import { invalid } from './refusals';
import { ServedType } from './servedType';
import { schemaErrors } from './typing';
import { validateMetadata, validateMetadataChange } from './validateMetadata';
import { ObjectWrite } from './writeOptions';

/** Built-in kinds that look at all of a changed object as if it were new. */
const WHOLE = [
  'ConfigMap',
  'ClusterRole',
  'ClusterRoleBinding',
  'Ingress',
  'LimitRange',
  'Role',
  'RoleBinding',
  'Secret',
  'ServiceAccount',
];

function looksAtAll({ custom, kind }: ServedType): boolean {
  return !custom && WHOLE.includes(kind);
}

/**
 * Checks metadata, schema and the kind's own rules together.
 * @throws StatusError 422 with all causes
 */
export function validateObject(
  backend: Backend,
  type: ServedType,
  object: KubernetesObject,
  before: KubernetesObject | undefined,
  context: RuleContext,
  { subresource, warn }: Pick<ObjectWrite, 'subresource' | 'warn'>,
): void {
  // The API server says these twice: once for all kinds, and once again by the kind itself.
  const metadataChange = before ? validateMetadataChange(object, before) : [];
  const causes = [
    ...validateMetadata(type, object),
    ...metadataChange,
    ...metadataChange,
    ...(before && looksAtAll(type) ? validateMetadata(type, object) : []),
    ...schemaErrors(type, object, before, subresource, {
      unsupported: message =>
        backend.logOnce(`${type.custom?.crdName}: ${message}; it lets pass`),
      warn,
    }),
    ...(type.rules.validate?.(object, before, context) ?? []),
  ];
  if (causes.length > 0) {
    throw invalid(type, object.metadata.name ?? '', causes);
  }
  type.rules.warnings?.(object, before).forEach(warn);
}
