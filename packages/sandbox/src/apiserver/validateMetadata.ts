import { KubernetesObject, ObjectMeta } from '@mini-atlas/kro';
import { forbiddenField, invalidValue, requiredValue } from '../builtin/causes';
import { labelValueFault, nameFault, qualifiedNameFault } from './objectNames';
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
    ...validateFinalizers(metadata.finalizers ?? []),
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
    const keyFault = qualifiedNameFault(key);
    const valueFault = labelValueFault(value);
    return [
      ...(keyFault ? [invalidValue(path, key, keyFault)] : []),
      ...(valueFault ? [invalidValue(path, value, valueFault)] : []),
    ];
  });
}

function validateAnnotations(
  annotations: Record<string, string>,
): StatusCause[] {
  const path = 'metadata.annotations';
  const causes = Object.keys(annotations).flatMap(key => {
    const fault = qualifiedNameFault(key.toLowerCase());
    return fault ? [invalidValue(path, key, fault)] : [];
  });
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  if (size > ANNOTATIONS_LIMIT) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`,
      field: path,
    });
  }
  return causes;
}

function validateOwners({ ownerReferences = [] }: ObjectMeta): StatusCause[] {
  const causes = ownerReferences.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter(field => !owner[field])
      .map(field =>
        invalidValue(
          `metadata.ownerReferences[${index}].${field}`,
          '',
          `${field === 'apiVersion' ? 'version' : field} must not be empty`,
        ),
      ),
  );
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

function validateFinalizers(finalizers: string[]): StatusCause[] {
  return finalizers.flatMap(finalizer => {
    const fault = qualifiedNameFault(finalizer);
    return fault ? [invalidValue('metadata.finalizers', finalizer, fault)] : [];
  });
}

/** What a change of metadata may not do. */
export function validateMetadataChange(
  { metadata }: KubernetesObject,
  { metadata: before }: KubernetesObject,
): StatusCause[] {
  if (!before.deletionTimestamp) return [];
  const added = (metadata.finalizers ?? []).filter(
    finalizer => !before.finalizers?.includes(finalizer),
  );
  return added.length === 0
    ? []
    : [
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
            .map(finalizer => JSON.stringify(finalizer))
            .join(', ')}}`,
        ),
      ];
}
