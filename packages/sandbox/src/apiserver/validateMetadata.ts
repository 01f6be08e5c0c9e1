import { KubernetesObject, ObjectMeta } from '@mini-atlas/kro';
import {
  forbiddenField,
  invalidValue,
  requiredValue,
  tooLong,
} from '../builtin/causes';
import { labelValueFault, nameFault, qualifiedNameFaults } from './objectNames';
import { ServedType } from './servedType';
import { StatusCause } from './status';

const ANNOTATIONS_LIMIT = 256 * 1024;

/** What is wrong with the metadata that all objects have; after `apimachinery/pkg/api/validation`. */
export function validateMetadata(
  type: ServedType,
  { metadata }: KubernetesObject,
): StatusCause[] {
  return [
    ...validateName(type, metadata),
    ...validateLabels(metadata.labels ?? {}),
    ...validateAnnotations(metadata.annotations ?? {}),
    ...validateOwners(metadata),
    ...validateFinalizers(
      metadata.finalizers ?? [],
      // Kinds of extensions do not ask whose a finalizer is.
      !type.custom && type.group !== 'apiextensions.k8s.io',
    ),
  ];
}

function validateName(type: ServedType, metadata: ObjectMeta): StatusCause[] {
  const { name, generateName } = metadata;
  if (!name) {
    return [requiredValue('metadata.name', 'name or generateName is required')];
  }
  const fault = nameFault(name, type.rules.name ?? 'dnsSubdomain');
  if (!fault) return [];
  const causes = [invalidValue('metadata.name', name, fault)];
  return generateName
    ? [invalidValue('metadata.generateName', generateName, fault), ...causes]
    : causes;
}

/** What is wrong with a map of labels at `path`. */
export function validateLabels(
  labels: Record<string, string>,
  path = 'metadata.labels',
): StatusCause[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const valueFault = labelValueFault(value);
    return [
      ...qualifiedNameFaults(key).map(fault => invalidValue(path, key, fault)),
      ...(valueFault ? [invalidValue(path, value, valueFault)] : []),
    ];
  });
}

/** What is wrong with a map of annotations at `path`. */
export function validateAnnotations(
  annotations: Record<string, string>,
  path = 'metadata.annotations',
): StatusCause[] {
  const causes = Object.keys(annotations).flatMap(key =>
    qualifiedNameFaults(key.toLowerCase()).map(fault =>
      invalidValue(path, key, fault),
    ),
  );
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  if (size > ANNOTATIONS_LIMIT) {
    causes.push(tooLong(path, ANNOTATIONS_LIMIT));
  }
  return causes;
}

function validateOwners({ ownerReferences = [] }: ObjectMeta): StatusCause[] {
  const path = 'metadata.ownerReferences';
  const causes = ownerReferences.flatMap(owner => [
    ...(owner.apiVersion
      ? []
      : [invalidValue(`${path}.apiVersion`, '', 'version must not be empty')]),
    ...(['kind', 'name', 'uid'] as const)
      .filter(field => !owner[field])
      .map(field => invalidValue(`${path}.${field}`, '', 'must not be empty')),
  ]);
  const controllers = ownerReferences.filter(owner => owner.controller);
  if (controllers.length > 1) {
    causes.push(
      invalidValue(
        'metadata.ownerReferences',
        ownerReferences,
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0].kind}/${controllers[0].name} and ${controllers[1].kind}/${controllers[1].name}`,
      ),
    );
  }
  return causes;
}

/** Finalizers of Kubernetes itself, which need no domain. */
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

const UNQUALIFIED =
  'name is neither a standard finalizer name nor is it fully qualified';

function validateFinalizers(
  finalizers: string[],
  qualified: boolean,
): StatusCause[] {
  const path = 'metadata.finalizers';
  return [
    ...finalizers.flatMap(finalizer =>
      qualifiedNameFaults(finalizer).map(fault =>
        invalidValue(path, finalizer, fault),
      ),
    ),
    ...(qualified
      ? finalizers.flatMap((finalizer, index) =>
          finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)
            ? []
            : [invalidValue(`${path}[${index}]`, finalizer, UNQUALIFIED)],
        )
      : []),
  ];
}

/** What is wrong with finalizers that are no metadata: those of a namespace's spec. */
export function finalizerFaults(finalizer: string): string[] {
  return [
    ...qualifiedNameFaults(finalizer),
    ...(finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)
      ? []
      : [UNQUALIFIED]),
  ];
}

/** What a change of metadata may not do; after `ValidateObjectMetaAccessorUpdate`. */
export function validateMetadataChange(
  { metadata }: KubernetesObject,
  { metadata: before }: KubernetesObject,
): StatusCause[] {
  return [
    ...(before.deletionTimestamp
      ? addedFinalizers(metadata.finalizers ?? [], before.finalizers ?? [])
      : []),
    ...(metadata.uid === before.uid
      ? []
      : [invalidValue('metadata.uid', metadata.uid, 'field is immutable')]),
    ...validateLabels(metadata.labels ?? {}),
    ...validateAnnotations(metadata.annotations ?? {}),
    ...validateOwners(metadata),
  ];
}

function addedFinalizers(finalizers: string[], before: string[]) {
  const added = finalizers.filter(finalizer => !before.includes(finalizer));
  return added.length === 0
    ? []
    : [
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .sort()
            .map(finalizer => JSON.stringify(finalizer))
            .join(', ')}}`,
        ),
      ];
}
