import { JsonObject } from '@mini-atlas/kro';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { ensureObject, setDefault, stringAt, stringsAt } from './fields';
import { KindRules } from './kindRules';

const MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** Fills a claim, or the template of one. */
export function setPersistentVolumeClaimDefaults(claim: JsonObject): void {
  setDefault(ensureObject(claim, 'spec'), 'volumeMode', 'Filesystem');
}

/** Claims for volumes; nothing here binds them. */
export const persistentVolumeClaim: KindRules = {
  setDefaults: setPersistentVolumeClaimDefaults,
  returnsDeleted: true,
  prepareCreate(draft) {
    draft.status = { phase: 'Pending' };
  },
  columns: [
    NAME_COLUMN,
    fieldColumn('Status', 'string', 'status.phase'),
    fieldColumn('Volume', 'string', 'spec.volumeName'),
    fieldColumn('Capacity', 'string', 'status.capacity.storage'),
    {
      name: 'Access Modes',
      type: 'string',
      description: '',
      describedBy: 'status.accessModes',
      cell: object =>
        stringsAt(object, 'status', 'accessModes')
          .map(mode => MODES[mode] ?? mode)
          .join(','),
    },
    {
      name: 'StorageClass',
      type: 'string',
      description: 'StorageClass of the pvc',
      cell: object => stringAt(object, 'spec', 'storageClassName') ?? '',
    },
    AGE_COLUMN,
  ],
};
