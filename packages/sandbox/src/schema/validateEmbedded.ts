import { labelValueFault, qualifiedNameFaults } from '../apiserver/objectNames';
import { OpenApiSchema } from '@mini-atlas/kro';
import { FieldCause, invalid, required } from './fieldCause';
import { isRecord, isSet, mapValueOf, propertyOf } from './keywords';
import { labelErrors } from './names';

function validateApiVersion(value: unknown, field: string): FieldCause[] {
  if (value === undefined) {
    return [required(field)];
  }
  if (typeof value !== 'string') {
    return [invalid(field, value, 'must be a string')];
  }
  if (value === '') {
    return [invalid(field, value, 'must not be empty')];
  }
  return value.split('/').length > 2
    ? [invalid(field, value, `unexpected GroupVersion string: ${value}`)]
    : [];
}

function validateKind(value: unknown, field: string): FieldCause[] {
  if (value === undefined) {
    return [required(field)];
  }
  if (typeof value !== 'string') {
    return [invalid(field, value, 'must be a string')];
  }
  if (value === '') {
    return [invalid(field, value, 'must not be empty')];
  }
  const errors = labelErrors(value.toLowerCase());
  return errors.length === 0
    ? []
    : [
        invalid(
          field,
          value,
          `may have mixed case, but should otherwise match: ${errors.join(
            ',',
          )}`,
        ),
      ];
}

function validateMeta(metadata: unknown, path: string): FieldCause[] {
  const labels = isRecord(metadata) ? metadata.labels : undefined;
  const texts = Object.entries(isRecord(labels) ? labels : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return texts.flatMap(([key, value]) => {
    const valueFault = labelValueFault(value);
    return [
      ...qualifiedNameFaults(key).map(fault => invalid(path, key, fault)),
      ...(valueFault ? [invalid(path, value, valueFault)] : []),
    ];
  });
}

/**
 * Checks `apiVersion`, `kind` and labels of the objects embedded in a value (`x-kubernetes-embedded-resource`), at every depth.
 * `path` is that of `value`.
 */
export function validateEmbedded(
  schema: OpenApiSchema,
  value: unknown,
  path: string,
): FieldCause[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.flatMap((item, index) =>
          validateEmbedded(items, item, `${path}[${index}]`),
        )
      : [];
  }
  if (!isRecord(value)) {
    return [];
  }
  const child = (key: string) => (path === '' ? key : `${path}.${key}`);
  const own = isSet(schema, 'x-kubernetes-embedded-resource')
    ? [
        ...validateApiVersion(value.apiVersion, child('apiVersion')),
        ...validateKind(value.kind, child('kind')),
        ...validateMeta(value.metadata, child('metadata.labels')),
      ]
    : [];
  const below = Object.entries(value).flatMap(([key, field]) => {
    const property = propertyOf(schema, key);
    const mapValue = mapValueOf(schema);
    if (property) {
      return validateEmbedded(property, field, child(key));
    }
    return mapValue ? validateEmbedded(mapValue, field, `${path}[${key}]`) : [];
  });
  return [...own, ...below];
}
