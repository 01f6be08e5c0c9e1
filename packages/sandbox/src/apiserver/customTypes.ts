import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import {
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
  valueAt,
} from '../builtin/fields';
import {
  ALL_VERBS,
  PrinterColumn,
  ServedType,
  Subresource,
} from './servedType';

/** What is shown of a custom resource without printer columns of its own. */
const AGE: PrinterColumn = {
  name: 'Age',
  type: 'date',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  jsonPath: '.metadata.creationTimestamp',
};

/** The types that a CRD defines, one for each served version; higher priority versions first. */
export function customTypes(crd: KubernetesObject): ServedType[] {
  return objectsAt(crd, 'spec', 'versions')
    .filter(version => version.served === true)
    .sort((a, b) =>
      compareVersions(stringAt(a, 'name') ?? '', stringAt(b, 'name') ?? ''),
    )
    .map(version => customType(crd, version));
}

function customType(crd: KubernetesObject, version: JsonObject): ServedType {
  const names = objectAt(crd, 'spec', 'names');
  const group = stringAt(crd, 'spec', 'group') ?? '';
  const versionName = stringAt(version, 'name') ?? '';
  const kind = stringAt(names, 'kind') ?? '';
  const plural = stringAt(names, 'plural') ?? '';
  const scale = objectAt(version, 'subresources', 'scale');
  const subresources: Subresource[] = [];
  if (objectAt(version, 'subresources', 'status')) subresources.push('status');
  if (scale) subresources.push('scale');
  const warning = version.deprecated
    ? stringAt(version, 'deprecationWarning') ??
      `${group}/${versionName} ${kind} is deprecated`
    : undefined;
  return {
    group,
    version: versionName,
    apiVersion: `${group}/${versionName}`,
    kind,
    listKind: stringAt(names, 'listKind') ?? `${kind}List`,
    plural,
    singular: stringAt(names, 'singular') ?? kind.toLowerCase(),
    shortNames: stringsAt(names, 'shortNames'),
    categories: stringsAt(names, 'categories'),
    namespaced: stringAt(crd, 'spec', 'scope') === 'Namespaced',
    verbs: ALL_VERBS,
    subresources,
    collection: `${plural}.${group}`,
    rules: {},
    custom: {
      crdName: crd.metadata.name ?? '',
      schema: objectAt(version, 'schema', 'openAPIV3Schema') ?? {},
      preserveUnknownFields:
        valueAt(crd, 'spec', 'preserveUnknownFields') === true,
      printerColumns: printerColumns(version),
      selectableFields: objectsAt(version, 'selectableFields').map(field =>
        (stringAt(field, 'jsonPath') ?? '').replace(/^\./, ''),
      ),
      ...(scale
        ? {
            scale: {
              specReplicasPath: stringAt(scale, 'specReplicasPath') ?? '',
              statusReplicasPath: stringAt(scale, 'statusReplicasPath') ?? '',
              labelSelectorPath: stringAt(scale, 'labelSelectorPath'),
            },
          }
        : {}),
      crd,
    },
    ...(warning ? { warning } : {}),
  };
}

function printerColumns(version: JsonObject): PrinterColumn[] {
  const columns = objectsAt(version, 'additionalPrinterColumns').map(column => {
    const jsonPath = stringAt(column, 'jsonPath') ?? '';
    return {
      name: stringAt(column, 'name') ?? '',
      type: stringAt(column, 'type') ?? 'string',
      format: stringAt(column, 'format'),
      description:
        stringAt(column, 'description') ??
        `Custom resource definition column (in JSONPath format): ${jsonPath}`,
      priority: numberAt(column, 'priority'),
      jsonPath,
    };
  });
  return columns.length > 0 ? columns : [AGE];
}

/** Kubernetes' order of versions: v2, v1, v2beta1, v1alpha1, then others by name. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [versionRank(a), versionRank(b)];
  for (let at = 0; at < first.length; at++) {
    if (first[at] !== second[at]) return second[at] - first[at];
  }
  return a < b ? -1 : Number(a > b);
}

function versionRank(version: string): number[] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return [0, 0, 0];
  const stability = { alpha: 1, beta: 2 }[match[2]] ?? 3;
  return [stability, Number(match[1]), Number(match[3] ?? 0)];
}
