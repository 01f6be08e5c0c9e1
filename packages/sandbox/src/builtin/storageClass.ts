import { requiredValue } from './causes';
import { setDefault, stringAt } from './fields';
import { KindRules } from './kindRules';
import { STORAGE_CLASS_COLUMNS } from './plainKinds';
import { choiceFault } from './validation/numbers';

/** StorageClasses: kept, nothing here provisions. */
export const storageClass: KindRules = {
  setDefaults(draft) {
    setDefault(draft, 'reclaimPolicy', 'Delete');
    setDefault(draft, 'volumeBindingMode', 'Immediate');
  },
  validate: object => [
    ...(stringAt(object, 'provisioner') ? [] : [requiredValue('provisioner')]),
    ...choiceFault(object.reclaimPolicy, 'reclaimPolicy', ['Delete', 'Retain']),
  ],
  columns: STORAGE_CLASS_COLUMNS,
};
