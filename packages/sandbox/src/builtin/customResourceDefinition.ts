import { KubernetesObject } from '@mini-atlas/kro';
import { defaultCrd, validateCrd } from '../schema';
import { knownFormat } from '../schema/formats';
import { isRecord } from '../schema/keywords';
import { jsonEqual } from '../schema/jsonEqual';
import { invalidValue, unsupportedValue } from './causes';
import { CREATED_COLUMN, NAME_COLUMN } from './columns';
import {
  ensureObject,
  objectAt,
  objectsAt,
  stringAt,
  stringsAt,
} from './fields';
import { KindRules } from './kindRules';

/** Holds a CRD until its objects are gone. */
export const CUSTOM_RESOURCE_CLEANUP =
  'customresourcecleanup.apiextensions.k8s.io';

/** CRDs: names filled in, one stored version, a structural schema in each, no conversion webhooks. */
export const customResourceDefinition: KindRules = {
  generation: true,
  setDefaults(draft) {
    Object.assign(draft, defaultCrd(draft));
  },
  prepareCreate(draft) {
    draft.status = {
      conditions: [],
      acceptedNames: { plural: '', kind: '' },
      storedVersions: objectsAt(draft, 'spec', 'versions')
        .filter(version => version.storage === true)
        .slice(0, 1)
        .map(version => stringAt(version, 'name') ?? ''),
    };
  },
  prepareUpdate(draft) {
    const status = ensureObject(draft, 'status');
    const versions = stringsAt(status, 'storedVersions');
    const stored = objectsAt(draft, 'spec', 'versions').find(
      version => version.storage === true,
    );
    const name = stringAt(stored, 'name');
    if (name && !versions.includes(name)) {
      status.storedVersions = [...versions, name];
    }
  },
  prepareDelete(draft, { now }) {
    const { finalizers = [] } = draft.metadata;
    if (!finalizers.includes(CUSTOM_RESOURCE_CLEANUP)) {
      draft.metadata.finalizers = [...finalizers, CUSTOM_RESOURCE_CLEANUP];
    }
    const status = ensureObject(draft, 'status');
    status.conditions = [
      ...objectsAt(status, 'conditions').filter(
        ({ type }) => type !== 'Terminating',
      ),
      {
        type: 'Terminating',
        status: 'True',
        lastTransitionTime: now,
        reason: 'InstanceDeletionPending',
        message:
          'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      },
    ];
  },
  validate: (object, before) => [
    ...validateCrd(object, before === undefined),
    ...conversionCauses(object),
    ...(before ? immutableCauses(object, before) : []),
    ...(isStatusWrite(object, before) ? [] : storedCauses(object)),
  ],
  warnings: (object, before) =>
    unknownFormats(object)
      .filter(format => !before || !unknownFormats(before).includes(format))
      .map(format => `unrecognized format ${JSON.stringify(format)}`),
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

function conversionCauses(object: unknown) {
  const strategy = stringAt(object, 'spec', 'conversion', 'strategy');
  if (strategy === 'None') return [];
  // Webhooks are not called here: what needs one is refused.
  const known = strategy === 'Webhook' ? ['None'] : ['None', 'Webhook'];
  return [unsupportedValue('spec.conversion.strategy', strategy, known)];
}

/** What stays as it is once a CRD is there, or once it is served. */
function immutableCauses(object: unknown, before: unknown) {
  const isServed = objectsAt(before, 'status', 'conditions').some(
    ({ type, status }) => type === 'Established' && status === 'True',
  );
  const paths = [
    ...(isServed ? [['scope'], ['names', 'kind']] : []),
    ['group'],
    ['names', 'plural'],
  ];
  return paths.flatMap(path => {
    const value = stringAt(object, 'spec', ...path);
    return value === stringAt(before, 'spec', ...path)
      ? []
      : [invalidValue(`spec.${path.join('.')}`, value, 'field is immutable')];
  });
}

/** By a write to the status one may say that nothing is stored in a version any more; that is believed. */
function isStatusWrite(object: unknown, before: unknown): boolean {
  return (
    before !== undefined &&
    !jsonEqual(
      stringsAt(object, 'status', 'storedVersions'),
      stringsAt(before, 'status', 'storedVersions'),
    ) &&
    jsonEqual(objectAt(object, 'spec'), objectAt(before, 'spec'))
  );
}

/** Versions in which objects may be stored cannot be taken away. */
function storedCauses(object: unknown) {
  const names = objectsAt(object, 'spec', 'versions').map(version =>
    stringAt(version, 'name'),
  );
  const missing = objectsAt(object, 'spec', 'versions')
    .filter(version => version.storage === true)
    .map(version => stringAt(version, 'name') ?? '');
  const storedVersions = stringsAt(object, 'status', 'storedVersions');
  const path = 'status.storedVersions';
  if (storedVersions.length === 0) {
    return [invalidValue(path, null, 'must have at least one stored version')];
  }
  return [
    ...missing
      .filter(name => !storedVersions.includes(name))
      .map(name =>
        invalidValue(
          path,
          storedVersions,
          `must have the storage version ${name}`,
        ),
      ),
    ...storedVersions.flatMap((version, index) =>
      names.includes(version)
        ? []
        : [
            invalidValue(
              `${path}[${index}]`,
              version,
              `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`,
            ),
          ],
    ),
  ];
}

/** Formats of a CRD's schemas that nobody checks. */
function unknownFormats(crd: KubernetesObject): string[] {
  return objectsAt(crd, 'spec', 'versions')
    .flatMap(version =>
      formatsIn(objectAt(version, 'schema', 'openAPIV3Schema')).filter(
        ([format, type]) => knownFormat(format, type) === undefined,
      ),
    )
    .map(([format]) => format);
}

/** Formats of a schema and of all below it, each with the type that it is said of. */
function formatsIn(schema: unknown): [string, string][] {
  if (Array.isArray(schema)) return schema.flatMap(formatsIn);
  if (!isRecord(schema)) return [];
  const { format, type, default: _, ...rest } = schema;
  return [
    ...(typeof format === 'string' && typeof type === 'string'
      ? [[format, type] as [string, string]]
      : []),
    ...Object.values(rest).flatMap(formatsIn),
  ];
}
