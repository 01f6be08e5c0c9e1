import { ensureObject, setDefault } from './fields';
import { KindRules } from './kindRules';
import { AUTOSCALER_COLUMNS } from './plainKinds';
import { autoscalerFaults } from './validation/autoscaling';

/** HorizontalPodAutoscalers: kept, nothing here measures. */
export const horizontalPodAutoscaler: KindRules = {
  setDefaults(draft) {
    setDefault(ensureObject(draft, 'spec'), 'minReplicas', 1);
  },
  validate: autoscalerFaults,
  columns: AUTOSCALER_COLUMNS,
};
