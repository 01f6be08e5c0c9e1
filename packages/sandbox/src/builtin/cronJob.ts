import {
  AGE_COLUMN,
  fieldColumn,
  NAME_COLUMN,
  selectorText,
  templateColumns,
} from './columns';
import { ageOf } from './duration';
import {
  ensureObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  valueAt,
} from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';
import { cronJobFaults } from './validation/batch';

/** CronJobs. */
export const cronJob: KindRules = {
  generation: true,
  setDefaults(draft) {
    const spec = ensureObject(draft, 'spec');
    setDefault(spec, 'concurrencyPolicy', 'Allow');
    setDefault(spec, 'suspend', false);
    setDefault(spec, 'successfulJobsHistoryLimit', 3);
    setDefault(spec, 'failedJobsHistoryLimit', 1);
    setPodSpecDefaults(
      ensureObject(spec, 'jobTemplate', 'spec', 'template', 'spec'),
    );
  },
  prepareCreate(draft) {
    draft.status = {};
  },
  validate: cronJobFaults,
  columns: [
    NAME_COLUMN,
    fieldColumn('Schedule', 'string', 'spec.schedule'),
    fieldColumn('Timezone', 'string', 'spec.timeZone', '<none>'),
    {
      ...fieldColumn('Suspend', 'boolean', 'spec.suspend'),
      cell: object =>
        valueAt(object, 'spec', 'suspend') === true ? 'True' : 'False',
    },
    {
      name: 'Active',
      type: 'integer',
      description: '',
      describedBy: 'status.active',
      cell: object => objectsAt(object, 'status', 'active').length,
    },
    {
      name: 'Last Schedule',
      type: 'string',
      description: '',
      describedBy: 'status.lastScheduleTime',
      cell: (object, now) => {
        const last = stringAt(object, 'status', 'lastScheduleTime');
        return last ? ageOf(last, now) : '<none>';
      },
    },
    AGE_COLUMN,
    ...templateColumns(1, 'spec', 'jobTemplate', 'spec', 'template'),
    {
      ...fieldColumn('Selector', 'string', 'spec.jobTemplate.spec.selector'),
      priority: 1,
      cell: object =>
        selectorText(
          objectAt(object, 'spec', 'jobTemplate', 'spec', 'selector'),
        ),
    },
  ],
};
