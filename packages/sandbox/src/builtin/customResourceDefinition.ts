import { defaultCrd, validateCrd } from '../schema';
import { invalidValue, unsupportedValue } from './causes';
import { CREATED_COLUMN, NAME_COLUMN } from './columns';
import { ensureObject, objectsAt, stringAt } from './fields';
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
  ],
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

function conversionCauses(object: unknown) {
  const strategy = stringAt(object, 'spec', 'conversion', 'strategy');
  return strategy === 'None'
    ? []
    : [unsupportedValue('spec.conversion.strategy', strategy, ['None'])];
}

function immutableCauses(object: unknown, before: unknown) {
  return ['scope', 'group'].flatMap(field => {
    const value = stringAt(object, 'spec', field);
    return value === stringAt(before, 'spec', field)
      ? []
      : [invalidValue(`spec.${field}`, value, 'field is immutable')];
  });
}
