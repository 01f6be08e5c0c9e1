import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { requiredValue } from './causes';
import { ageOf } from './duration';
import {
  ensureObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
} from './fields';
import { KindRules } from './kindRules';
import { setPodSpecDefaults } from './podSpecDefaults';

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
      objectAt(spec, 'jobTemplate', 'spec', 'template', 'spec'),
    );
  },
  prepareCreate(draft) {
    draft.status = {};
  },
  validate: object =>
    stringAt(object, 'spec', 'schedule')
      ? []
      : [requiredValue('spec.schedule')],
  columns: [
    NAME_COLUMN,
    fieldColumn('Schedule', 'string', 'spec.schedule'),
    fieldColumn('Timezone', 'string', 'spec.timeZone', '<none>'),
    fieldColumn('Suspend', 'boolean', 'spec.suspend', false),
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
  ],
};
