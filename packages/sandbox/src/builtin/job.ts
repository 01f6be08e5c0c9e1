import { humanDuration } from './duration';
import {
  AGE_COLUMN,
  NAME_COLUMN,
  SELECTOR_COLUMN,
  TEMPLATE_COLUMNS,
} from './columns';
import {
  ensureObject,
  numberAt,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
} from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';
import { jobFaults } from './validation/batch';

/** Jobs: one completion, selected by the job's own label. */
export const job: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    if (spec.completions === undefined && spec.parallelism === undefined) {
      spec.completions = 1;
    }
    setDefault(spec, 'parallelism', 1);
    setDefault(spec, 'backoffLimit', 6);
    setDefault(spec, 'completionMode', 'NonIndexed');
    setDefault(spec, 'suspend', false);
    setDefault(spec, 'podReplacementPolicy', 'TerminatingOrFailed');
    setDefault(spec, 'manualSelector', false);
    if (spec.manualSelector === false) delete spec.manualSelector;
    setPodSpecDefaults(ensureObject(spec, 'template', 'spec'));
  },
  prepareCreate(draft) {
    draft.status = {};
    const spec = ensureObject(draft, 'spec');
    if (spec.manualSelector) return;
    const own = {
      'batch.kubernetes.io/controller-uid': draft.metadata.uid ?? '',
    };
    const labels = ensureObject(spec, 'template', 'metadata', 'labels');
    Object.assign(labels, own, {
      'batch.kubernetes.io/job-name': draft.metadata.name,
      'controller-uid': draft.metadata.uid,
      'job-name': draft.metadata.name,
    });
    const selector = ensureObject(spec, 'selector');
    selector.matchLabels = { ...objectAt(selector, 'matchLabels'), ...own };
  },
  validate: jobFaults,
  columns: [
    NAME_COLUMN,
    {
      name: 'Status',
      type: 'string',
      description: 'Status of the job.',
      cell: object => jobStatus(object),
    },
    {
      name: 'Completions',
      type: 'string',
      description: '',
      describedBy: 'status.succeeded',
      cell: object =>
        `${numberAt(object, 'status', 'succeeded') ?? 0}/${
          numberAt(object, 'spec', 'completions') ?? 1
        }`,
    },
    {
      name: 'Duration',
      type: 'string',
      description: 'Time required to complete the job.',
      cell: (object, now) => {
        const start = stringAt(object, 'status', 'startTime');
        const end = stringAt(object, 'status', 'completionTime');
        return start
          ? humanDuration(
              (end ? Date.parse(end) : now.getTime()) - Date.parse(start),
            )
          : '';
      },
    },
    AGE_COLUMN,
    ...TEMPLATE_COLUMNS,
    SELECTOR_COLUMN,
  ],
};

function jobStatus(object: unknown): string {
  const holds = (type: string) =>
    objectsAt(object, 'status', 'conditions').some(
      condition => condition.type === type && condition.status === 'True',
    );
  return (
    ['Complete', 'Failed', 'Suspended', 'FailureTarget'].find(holds) ??
    'Running'
  );
}
