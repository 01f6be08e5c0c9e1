import { KubernetesObject } from '@mini-atlas/kro';
import {
  FieldCause,
  GoStruct,
  invalid,
  notSupported,
  required,
} from './fieldCause';
import { jsonEqual } from './jsonEqual';
import { isRecord } from './keywords';
import { labelErrors, subdomainErrors } from './names';
import { validateCrdSchema } from './validateCrdSchema';
import { validateSelectableFields } from './validateSelectableFields';

type Fields = Record<string, unknown>;

const APPROVAL = 'api-approved.kubernetes.io';
const COLUMN_FORMATS = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];

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
  const selector = textAt(scale, 'labelSelectorPath');
  const wanted = [
    ['specReplicasPath', '.spec'],
    ['statusReplicasPath', '.status'],
  ];
  const counts = wanted.flatMap(([key, root]) => {
    const text = textAt(scale, key);
    const field = `${path}.scale.${key}`;
    return text === ''
      ? [required(field)]
      : validatePath(text, field, [root], `under ${root}`);
  });
  return selector === ''
    ? counts
    : [
        ...counts,
        ...validatePath(
          selector,
          `${path}.scale.labelSelectorPath`,
          ['.spec', '.status'],
          'under either .spec or .status',
        ),
      ];
}

function validatePath(
  text: string,
  field: string,
  roots: string[],
  where: string,
): FieldCause[] {
  if (!text.startsWith('.')) return [notSimple(field, text)];
  return roots.some(root => text.startsWith(`${root}.`))
    ? []
    : [invalid(field, text, `should be a json path ${where}`)];
}

function notSimple(field: string, text: string): FieldCause {
  return invalid(field, text, 'must be a simple json path starting with .');
}

function validateColumns(columns: unknown, path: string): FieldCause[] {
  const types = ['boolean', 'date', 'integer', 'number', 'string'];
  return (Array.isArray(columns) ? columns : []).flatMap((column, index) => {
    const fields = fieldsOf(column);
    const type = textAt(fields, 'type');
    const at = `${path}[${index}]`;
    const format = textAt(fields, 'format');
    const jsonPath = textAt(fields, 'jsonPath');
    const oneOf = `must be one of ${types.join(',')}`;
    return [
      ...(textAt(fields, 'name') === '' ? [required(`${at}.name`)] : []),
      ...(type === '' ? [required(`${at}.type`, oneOf)] : []),
      ...(type !== '' && !types.includes(type)
        ? [invalid(`${at}.type`, type, oneOf)]
        : []),
      ...(format !== '' && !COLUMN_FORMATS.includes(format)
        ? [
            invalid(
              `${at}.format`,
              format,
              `must be one of ${COLUMN_FORMATS.join(',')}`,
            ),
          ]
        : []),
      ...(jsonPath === '' ? [required(`${at}.JSONPath`)] : []),
      ...(jsonPath !== '' && !jsonPath.startsWith('.')
        ? [notSimple(`${at}.JSONPath`, jsonPath)]
        : []),
    ];
  });
}

/** Parts of a version that stand at the top of Kubernetes' own form of a CRD when all versions have the same. */
const SHARED = [
  'schema',
  'subresources',
  'additionalPrinterColumns',
  'selectableFields',
] as const;
type Shared = (typeof SHARED)[number];

function isShared(versions: Fields[], part: Shared): boolean {
  const [first] = versions;
  return versions.every(version => jsonEqual(version[part], first?.[part]));
}

/** Checks a part of a version; `path` is where it stands. */
function validatePart(part: Shared, version: Fields, path: string) {
  const schema = fieldsOf(version.schema).openAPIV3Schema;
  switch (part) {
    case 'schema':
      return isRecord(schema)
        ? validateCrdSchema(schema, `${path}.openAPIV3Schema`)
        : [];
    case 'subresources': {
      const { scale } = fieldsOf(version.subresources);
      return isRecord(scale) ? validateScale(scale, path) : [];
    }
    case 'additionalPrinterColumns':
      return validateColumns(version.additionalPrinterColumns, path);
    default:
      return validateSelectableFields(
        version.selectableFields,
        isRecord(schema) ? schema : {},
        path,
      );
  }
}

function validateShared(versions: Fields[]): FieldCause[] {
  return SHARED.filter(part => isShared(versions, part)).flatMap(part =>
    validatePart(
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
    ...SHARED.filter(part => !isShared(versions, part)).flatMap(part =>
      validatePart(part, version, `${path}.${part}`),
    ),
  ];
}

/** Groups of Kubernetes itself need the word of its API reviewers. */
function validateApproval({ metadata }: KubernetesObject, group: string) {
  const isProtected =
    ['k8s.io', 'kubernetes.io'].includes(group) ||
    /\.(k8s|kubernetes)\.io$/.test(group);
  return isProtected && !metadata.annotations?.[APPROVAL]
    ? [
        required(
          `metadata.annotations[${APPROVAL}]`,
          'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
        ),
      ]
    : [];
}

function validatePreservation(spec: Fields): FieldCause[] {
  return spec.preserveUnknownFields === true
    ? [
        invalid(
          'spec.preserveUnknownFields',
          true,
          'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
        ),
      ]
    : [];
}

/** Versions as Kubernetes' own form of a CRD has them, when all of them have the same. */
function shownVersions(versions: Fields[]): unknown {
  return SHARED.every(part => isShared(versions, part))
    ? versions.map(
        ({ name, served, storage, deprecated }) =>
          new GoStruct({
            Name: name,
            Served: served ?? false,
            Storage: storage ?? false,
            Deprecated: deprecated ?? false,
            DeprecationWarning: null,
            Schema: null,
            Subresources: null,
            AdditionalPrinterColumns: null,
            SelectableFields: null,
          }),
      )
    : versions;
}

function validateVersions(versions: unknown): FieldCause[] {
  const all = (Array.isArray(versions) ? versions : []).map(fieldsOf);
  const names = all.map(version => version.name);
  const path = 'spec.versions';
  const unique =
    new Set(names).size === names.length
      ? []
      : [
          invalid(
            path,
            shownVersions(all),
            'must contain unique version names',
          ),
        ];
  const stored =
    all.filter(version => version.storage === true).length === 1
      ? []
      : [
          invalid(
            path,
            shownVersions(all),
            'must have exactly one version marked as storage version',
          ),
        ];
  return [
    ...all.flatMap((version, index) =>
      validateVersion(version, `${path}[${index}]`, all),
    ),
    ...unique,
    ...stored,
    ...(all.length > 0
      ? validateLabel('spec.version', textAt(all[0], 'name'), false)
      : []),
    ...validateShared(all),
  ];
}

/**
 * Checks a CustomResourceDefinition (defaulted before: `defaultCrd`): its name, group, scope, names, versions, printer
 * columns, scale, and that every version's schema is structural. Answers the causes of an Invalid status; empty when
 * the CRD is valid. Conversion webhooks, and what CEL rules may cost, are not looked at.
 * Follows `apiextensions/validation` of apiextensions-apiserver 0.36.
 *
 * @param isNew - whether its name is looked at, too
 */
export function validateCrd(crd: KubernetesObject, isNew = true): FieldCause[] {
  const spec = fieldsOf(crd.spec);
  return [
    ...(isNew ? validateName(crd, spec) : []),
    ...validateGroup(textAt(spec, 'group')),
    ...validateScope(textAt(spec, 'scope')),
    ...validateVersions(spec.versions),
    ...validateNames(fieldsOf(spec.names)),
    ...validateApproval(crd, textAt(spec, 'group')),
    ...validatePreservation(spec),
  ];
}
