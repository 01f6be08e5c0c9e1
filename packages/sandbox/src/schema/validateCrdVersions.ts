import { FieldCause, GoStruct, invalid, required } from './fieldCause';
import { Fields, fieldsOf, textAt, validateLabel } from './crdFields';
import { jsonEqual } from './jsonEqual';
import { isRecord } from './keywords';
import { CRD_PARTS, CrdPart, validateCrdPart } from './validateCrdParts';

/** Do all versions have the same there? Then it stands at the top of Kubernetes' own form of a CRD. */
function isShared(versions: Fields[], part: CrdPart): boolean {
  const [first] = versions;
  return versions.every(version => jsonEqual(version[part], first?.[part]));
}

/** What is wrong with the parts that all versions have alike, which messages look for at the top of `spec`. */
export function validateSharedParts(versions: Fields[]): FieldCause[] {
  return CRD_PARTS.filter(part => isShared(versions, part)).flatMap(part =>
    validateCrdPart(
      part,
      versions[0] ?? {},
      part === 'schema' ? 'spec.validation' : `spec.${part}`,
    ),
  );
}

function validateVersion(
  version: Fields,
  path: string,
  versions: Fields[],
): FieldCause[] {
  const schema = fieldsOf(version.schema).openAPIV3Schema;
  return [
    ...validateLabel(`${path}.name`, textAt(version, 'name'), false),
    ...(version.deprecationWarning !== undefined && version.deprecated !== true
      ? [
          invalid(
            `${path}.deprecationWarning`,
            version.deprecationWarning,
            'can only be set for deprecated versions',
          ),
        ]
      : []),
    ...(isRecord(schema) ? [] : [required(`${path}.schema.openAPIV3Schema`)]),
    ...CRD_PARTS.filter(part => !isShared(versions, part)).flatMap(part =>
      validateCrdPart(part, version, `${path}.${part}`),
    ),
  ];
}

/** A version as Go prints Kubernetes' own form of it; what all versions share stands elsewhere. */
function printed(version: Fields, versions: Fields[]): GoStruct {
  const own = (part: CrdPart) =>
    isShared(versions, part) ? null : version[part] ?? null;
  return new GoStruct({
    Name: version.name ?? '',
    Served: version.served ?? false,
    Storage: version.storage ?? false,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: own('schema'),
    Subresources: own('subresources'),
    AdditionalPrinterColumns: own('additionalPrinterColumns'),
    SelectableFields: own('selectableFields'),
  });
}

/** What is wrong with the versions of a CRD, but for what all of them share. */
export function validateVersions(versions: Fields[]): FieldCause[] {
  const path = 'spec.versions';
  const names = versions.map(version => version.name);
  const stored = versions.filter(version => version.storage === true);
  const because = (why: string) =>
    invalid(
      path,
      versions.map(version => printed(version, versions)),
      why,
    );
  return [
    ...versions.flatMap((version, index) =>
      validateVersion(version, `${path}[${index}]`, versions),
    ),
    ...(new Set(names).size === names.length
      ? []
      : [because('must contain unique version names')]),
    ...(stored.length === 1
      ? []
      : [because('must have exactly one version marked as storage version')]),
    ...(versions.length > 0
      ? validateLabel('spec.version', textAt(versions[0], 'name'), false)
      : []),
  ];
}
