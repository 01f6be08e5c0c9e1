import { finalizerFaults } from '../apiserver/validateMetadata';
import { invalidValue } from './causes';
import { AGE_COLUMN, NAME_COLUMN } from './columns';
import { ensureObject, setDefault, stringAt, stringsAt } from './fields';
import { KindRules } from './kindRules';

/** Namespaces are held by `spec.finalizers` until their content is gone, and carry their name as a label. */
export const namespace: KindRules = {
  name: 'dnsLabel',
  returnsDeleted: true,
  setDefaults(draft) {
    const { metadata } = draft;
    if (metadata.name) {
      metadata.labels = {
        ...metadata.labels,
        'kubernetes.io/metadata.name': metadata.name,
      };
    }
  },
  prepareCreate(draft) {
    const finalizers = stringsAt(draft, 'spec', 'finalizers');
    draft.spec = {
      finalizers: finalizers.includes('kubernetes')
        ? finalizers
        : [...finalizers, 'kubernetes'],
    };
    draft.status = { phase: 'Active' };
  },
  prepareUpdate(draft, before) {
    const spec = ensureObject(draft, 'spec');
    delete spec.finalizers;
    setDefault(spec, 'finalizers', stringsAt(before, 'spec', 'finalizers'));
  },
  validate: object =>
    stringsAt(object, 'spec', 'finalizers').flatMap(finalizer =>
      finalizerFaults(finalizer).map(why =>
        invalidValue('spec.finalizers', finalizer, why),
      ),
    ),
  columns: [
    NAME_COLUMN,
    {
      name: 'Status',
      type: 'string',
      description: 'The status of the namespace',
      cell: object => stringAt(object, 'status', 'phase') ?? '',
    },
    AGE_COLUMN,
  ],
  selectableFields: {
    'status.phase': object => stringAt(object, 'status', 'phase') ?? '',
  },
};
