import { KubernetesObject } from '@mini-atlas/kro';
import { FieldCause, invalid, notSupported, required } from './fieldCause';
import { jsonEqual } from './jsonEqual';
import { isRecord } from './keywords';
import { labelErrors, subdomainErrors } from './names';
import { validateCrdSchema } from './validateCrdSchema';

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
}

function validateName(crd: KubernetesObject, spec: Fields): FieldCause[] {
  const name = crd.metadata.name ?? '';
  const wanted = `${textAt(fieldsOf(spec.names), 'plural')}.${textAt(
    spec,
    'group',
  )}`;
  const errors = subdomainErrors(name);
  if (name !== wanted) {
    errors.push('must be spec.names.plural+"."+spec.group');
  }
  return errors.map(error => invalid('metadata.name', name, error));
}

function validateGroup(group: string): FieldCause[] {
  if (group === '') {
    return [required('spec.group')];
  }
  const errors = subdomainErrors(group);
  if (errors.length > 0) {
    return [invalid('spec.group', group, errors.join(','))];
  }
  return group.includes('.')
    ? []
    : [
        invalid(
          'spec.group',
          group,
          'should be a domain with at least one dot',
        ),
      ];
}

function validateScope(scope: string): FieldCause[] {
  const scopes = ['Cluster', 'Namespaced'];
  if (scope === '') {
    return [required('spec.scope')];
  }
  return scopes.includes(scope)
    ? []
    : [notSupported('spec.scope', scope, scopes)];
}

function validateLabel(
  field: string,
  text: string,
  mixedCase: boolean,
): FieldCause[] {
  const errors = labelErrors(mixedCase ? text.toLowerCase() : text).join(',');
  const words = mixedCase
    ? `may have mixed case, but should otherwise match: ${errors}`
    : errors;
  return errors === '' ? [] : [invalid(field, text, words)];
}

function validateNames(names: Fields): FieldCause[] {
  const path = 'spec.names';
  const own = ['plural', 'singular', 'kind', 'listKind'].flatMap(key => {
    const text = textAt(names, key);
    const field = `${path}.${key}`;
    return text === ''
      ? [required(field)]
      : validateLabel(field, text, key.toLowerCase().endsWith('kind'));
  });
  const lists = ['shortNames', 'categories'].flatMap(key => {
    const items: unknown = names[key];
    return Array.isArray(items)
      ? items.flatMap((item, index) =>
          validateLabel(`${path}.${key}[${index}]`, String(item), false),
        )
      : [];
  });
  const { kind, listKind } = names;
  const ambiguous =
    kind && kind === listKind
      ? [
          invalid(
            `${path}.listKind`,
            listKind,
            'kind and listKind may not be the same',
          ),
        ]
      : [];
  return [...own, ...lists, ...ambiguous];
}

function validateScale(scale: Fields, path: string): FieldCause[] {
  const wanted = [
    ['specReplicasPath', '.spec'],
    ['statusReplicasPath', '.status'],
  ];
  return wanted.flatMap(([key, root]) => {
    const text = textAt(scale, key);
    const field = `${path}.scale.${key}`;
    if (text === '') {
      return [required(field)];
    }
    return text.startsWith(`${root}.`)
      ? []
      : [invalid(field, text, `should be a json path under ${root}`)];
  });
}

function validateColumns(columns: unknown, path: string): FieldCause[] {
  const types = ['boolean', 'date', 'integer', 'number', 'string'];
  return (Array.isArray(columns) ? columns : []).flatMap((column, index) => {
    const fields = fieldsOf(column);
    const type = textAt(fields, 'type');
    const at = `${path}[${index}]`;
    const oneOf = `must be one of ${types.join(',')}`;
    return [
      ...(textAt(fields, 'name') === '' ? [required(`${at}.name`)] : []),
      ...(type === '' ? [required(`${at}.type`, oneOf)] : []),
      ...(type !== '' && !types.includes(type)
        ? [invalid(`${at}.type`, type, oneOf)]
        : []),
      ...(textAt(fields, 'jsonPath') === ''
        ? [required(`${at}.JSONPath`)]
        : []),
    ];
  });
}

/** Parts of versions that stand once for all of them where they are the same, and where the messages then look for them. */
const SHARED: Record<string, string> = {
  schema: 'spec.validation',
  subresources: 'spec.subresources',
  additionalPrinterColumns: 'spec.additionalPrinterColumns',
};

/** Has every version the same in this part? */
function isShared(versions: Fields[], part: string): boolean {
  const [first] = versions;
  return (
    first?.[part] !== undefined &&
    versions.every(version => jsonEqual(version[part], first[part]))
  );
}

/** Looks at a part of a version, at the path that the messages name. */
function validatePart(
  part: string,
  value: unknown,
  path: string,
): FieldCause[] {
  switch (part) {
    case 'schema': {
      const schema = fieldsOf(value).openAPIV3Schema;
      const at = `${path}.openAPIV3Schema`;
      if (!isRecord(schema)) return [required(at)];
      const causes = validateCrdSchema(schema, at);
      // What JSON Schema itself asks for is said before what Kubernetes adds.
      const isEarly = ({ field = '' }: FieldCause) => field.endsWith('.items');
      return [...causes.filter(isEarly), ...causes.filter(c => !isEarly(c))];
    }
    case 'subresources': {
      const { scale } = fieldsOf(value);
      return isRecord(scale) ? validateScale(scale, path) : [];
    }
    default:
      return validateColumns(value, path);
  }
}

function validateVersion(
  version: Fields,
  path: string,
  parts: string[],
): FieldCause[] {
  return [
    ...validateLabel(`${path}.name`, textAt(version, 'name'), false),
    ...parts.flatMap(part =>
      validatePart(part, version[part], `${path}.${part}`),
    ),
  ];
}

/** A version as Go prints its internal type; what all versions share stands elsewhere. */
function printed(version: Fields, shared: string[]): Fields {
  const own = (part: string) =>
    shared.includes(part) ? null : version[part] ?? null;
  return {
    Name: version.name ?? '',
    Served: version.served ?? false,
    Storage: version.storage ?? false,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: own('schema'),
    Subresources: own('subresources'),
    AdditionalPrinterColumns: own('additionalPrinterColumns'),
    SelectableFields: version.selectableFields ?? null,
  };
}

function validateVersions(versions: Fields[]): FieldCause[] {
  const path = 'spec.versions';
  const shared = Object.keys(SHARED).filter(part => isShared(versions, part));
  const own = Object.keys(SHARED).filter(part => !shared.includes(part));
  const names = versions.map(version => version.name);
  const shown = JSON.stringify(
    versions.map(version => printed(version, shared)),
  );
  const because = (why: string): FieldCause => ({
    ...invalid(path, '', why),
    message: `Invalid value: ${shown}: ${why}`,
  });
  return [
    ...versions.flatMap((version, index) =>
      validateVersion(version, `${path}[${index}]`, own),
    ),
    ...(new Set(names).size === names.length
      ? []
      : [because('must contain unique version names')]),
    ...(storedIn(versions).length === 1
      ? []
      : [because('must have exactly one version marked as storage version')]),
  ];
}

function validateShared(versions: Fields[]): FieldCause[] {
  return Object.entries(SHARED)
    .filter(([part]) => isShared(versions, part))
    .flatMap(([part, path]) => validatePart(part, versions[0][part], path));
}

function storedIn(versions: Fields[]): Fields[] {
  return versions.filter(version => version.storage === true);
}

function validateStoredVersions(versions: Fields[]): FieldCause[] {
  return storedIn(versions).length > 0
    ? []
    : [
        invalid(
          'status.storedVersions',
          null,
          'must have at least one stored version',
        ),
      ];
}

/**
 * Checks a CustomResourceDefinition (defaulted before: `defaultCrd`): its name, group, scope, names, versions, printer
 * columns, scale, and that every version's schema is structural. Answers the causes of an Invalid status; empty when
 * the CRD is valid. Conversion webhooks, selectable fields and the compilation of CEL rules are not looked at.
 * Follows `apiextensions/validation` of apiextensions-apiserver 0.36.
 */
export function validateCrd(crd: KubernetesObject): FieldCause[] {
  const spec = fieldsOf(crd.spec);
  const versions = (Array.isArray(spec.versions) ? spec.versions : []).map(
    fieldsOf,
  );
  return [
    ...validateName(crd, spec),
    ...validateGroup(textAt(spec, 'group')),
    ...validateScope(textAt(spec, 'scope')),
    ...validateVersions(versions),
    ...validateNames(fieldsOf(spec.names)),
    ...validateShared(versions),
    ...validateStoredVersions(versions),
  ];
}
