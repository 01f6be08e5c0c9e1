import { defaultCrd, validateCrd } from '../schema';
import { invalidValue, unsupportedValue } from './causes';
import { CREATED_COLUMN, NAME_COLUMN } from './columns';
import { ensureObject, objectsAt, stringAt, stringsAt } from './fields';
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
    ...validateCrd(object),
    ...conversionCauses(object),
    ...(before ? immutableCauses(object, before) : []),
    ...storedCauses(object),
  ],
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

function conversionCauses(object: unknown) {
  const strategy = stringAt(object, 'spec', 'conversion', 'strategy');
  return strategy === 'None'
    ? []
    : [unsupportedValue('spec.conversion.strategy', strategy, ['None'])];
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

/** Versions in which objects may be stored cannot be taken away. */
function storedCauses(object: unknown) {
  const names = objectsAt(object, 'spec', 'versions').map(version =>
    stringAt(version, 'name'),
  );
  const stored = objectsAt(object, 'spec', 'versions').find(
    version => version.storage === true,
  );
  const storedVersions = stringsAt(object, 'status', 'storedVersions');
  const path = 'status.storedVersions';
  const current = stringAt(stored, 'name');
  return [
    ...(current && !storedVersions.includes(current)
      ? [
          invalidValue(
            path,
            storedVersions,
            `must have the storage version ${current}`,
          ),
        ]
      : []),
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
