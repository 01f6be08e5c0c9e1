import { KubernetesObject } from '@mini-atlas/kro';
import { RuleContext } from '../builtin/kindRules';
import { Backend } from './backend';
import { invalid } from './refusals';
import { ServedType } from './servedType';
import { schemaErrors } from './typing';
import { validateMetadata, validateMetadataChange } from './validateMetadata';

/** Kinds that look at all of a changed object as if it were new. */
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
): void {
  const causes = [
    ...validateMetadata(type, object),
    // Once for all kinds, and once again by the kind itself.
    ...(before
      ? [
          ...validateMetadataChange(object, before),
          ...validateMetadataChange(object, before),
          ...(WHOLE.includes(type.kind) ? validateMetadata(type, object) : []),
        ]
      : []),
    ...schemaErrors(type, object, before, message =>
      backend.logOnce(`${type.custom?.crdName}: ${message}; it lets pass`),
    ),
    ...(type.rules.validate?.(object, before, context) ?? []),
  ];
  if (causes.length > 0) {
    throw invalid(type, object.metadata.name ?? '', causes);
  }
}
