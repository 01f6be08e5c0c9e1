import { JsonObject, KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import {
  numberAt,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
  valueAt,
} from '../builtin/fields';
import { applyDefaults, prune } from '../schema';
import { jsonEqual } from '../schema/jsonEqual';
import {
  ALL_VERBS,
  Conversion,
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
  return versions(crd)
    .filter(version => version.served === true)
    .sort((a, b) =>
      compareVersions(stringAt(a, 'name') ?? '', stringAt(b, 'name') ?? ''),
    )
    .map(version => customType(crd, version));
}

function customType(crd: KubernetesObject, version: JsonObject): ServedType {
  const names = namesOf(crd);
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
      deprecationWarning(crd, versionName, kind)
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
    ...conversionOf(crd, version),
    custom: {
      crdName: crd.metadata.name ?? '',
      schema: schemaOf(version),
      preserveUnknownFields: preserves(crd),
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

/** What is said of a deprecated version, and of the newest one that replaces it. */
function deprecationWarning(
  crd: KubernetesObject,
  name: string,
  kind: string,
): string {
  const group = stringAt(crd, 'spec', 'group');
  const warning = `${group}/${name} ${kind} is deprecated`;
  const [newer] = versions(crd)
    .filter(version => version.served === true && version.deprecated !== true)
    .map(version => stringAt(version, 'name') ?? '')
    .filter(other => compareVersions(other, name) < 0)
    .sort(compareVersions);
  return newer ? `${warning}; use ${group}/${newer} ${kind}` : warning;
}

/** The names that a CRD has got; another one may have those that it asks for now. */
function namesOf(crd: KubernetesObject): JsonObject | undefined {
  const accepted = objectAt(crd, 'status', 'acceptedNames');
  return stringAt(accepted, 'kind') ? accepted : objectAt(crd, 'spec', 'names');
}

/** Versions that are not stored: fields that both know pass, the others are lost (strategy `None`). */
function conversionOf(
  crd: KubernetesObject,
  version: JsonObject,
): { conversion?: Conversion } {
  const stored = storedVersion(crd);
  if (!stored || stored.name === version.name) return {};
  return {
    conversion: {
      toStored: object => filled(stored, converted(crd, stored, object)),
      fromStored: object => converted(crd, version, object),
    },
  };
}

/**
 * A stored object as the API server reads it after its CRD has changed: without what the schema does not know any more,
 * with defaults that came later, and in the version that is stored now.
 */
export function asStoredNow(
  object: KubernetesObject,
  crd: KubernetesObject,
): KubernetesObject {
  const stored = storedVersion(crd);
  if (!stored) return object;
  const own = versions(crd).find(
    version => apiVersionOf(crd, version) === object.apiVersion,
  );
  const read = own ? filled(own, converted(crd, own, object)) : object;
  const result = filled(stored, converted(crd, stored, read));
  // How other versions see an object is remembered for it, and may have changed, too.
  return versions(crd).length > 1 || !jsonEqual(result, object)
    ? result
    : object;
}

function versions(crd: KubernetesObject): JsonObject[] {
  return objectsAt(crd, 'spec', 'versions');
}

function storedVersion(crd: KubernetesObject): JsonObject | undefined {
  return versions(crd).find(version => version.storage === true);
}

function apiVersionOf(crd: KubernetesObject, version: JsonObject): string {
  return `${stringAt(crd, 'spec', 'group')}/${stringAt(version, 'name')}`;
}

function converted(
  crd: KubernetesObject,
  version: JsonObject,
  object: KubernetesObject,
): KubernetesObject {
  const schema = schemaOf(version);
  const apiVersion = apiVersionOf(crd, version);
  return preserves(crd)
    ? { ...object, apiVersion }
    : { ...prune(schema, object), apiVersion };
}

function filled(
  version: JsonObject,
  object: KubernetesObject,
): KubernetesObject {
  return applyDefaults(schemaOf(version), object);
}

function schemaOf(version: JsonObject): OpenApiSchema {
  return objectAt(version, 'schema', 'openAPIV3Schema') ?? {};
}

function preserves(crd: KubernetesObject): boolean {
  return valueAt(crd, 'spec', 'preserveUnknownFields') === true;
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
