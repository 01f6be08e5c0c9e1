import { FieldSet } from './fieldSet';
import { fieldElement } from './pathElement';

const metadata = fieldElement('metadata');

/** What no manager owns: the object's identity and what the server keeps in `metadata`. */
const untracked = FieldSet.of(
  [fieldElement('apiVersion')],
  [fieldElement('kind')],
  [metadata],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(field => [metadata, fieldElement(field)]),
);

/** A manager's fields without those nobody owns. */
export function trackedFields(fields: FieldSet): FieldSet {
  return fields.difference(untracked);
}

/** A set without top-level fields that a request cannot change, e.g. `status` of the main resource. */
export function withoutReset(
  fields: FieldSet,
  resetFields: string[],
): FieldSet {
  return resetFields.length === 0
    ? fields
    : fields.without(resetFields.map(fieldElement));
}
