import { KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { stringAt, stringsAt, valueAt } from './fields';
import { KindRules, TableColumn } from './kindRules';

const MODES: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};
const UNSET = '<unset>';

/** The access modes of a volume, as tables shorten them. */
export function accessModes(modes: string[]): string {
  return modes.map(mode => MODES[mode] ?? mode).join(',');
}

/** The phase of a volume or a claim. */
export function phaseOf(object: KubernetesObject): string {
  return object.metadata.deletionTimestamp
    ? 'Terminating'
    : stringAt(object, 'status', 'phase') ?? '';
}

/** The last columns of volumes and claims. */
export const VOLUME_MODE_COLUMN: TableColumn = {
  ...fieldColumn('VolumeMode', 'string', 'spec.volumeMode', UNSET),
  priority: 1,
};

/** The class of a volume's attributes. */
export function attributesColumn(of: string): TableColumn {
  return {
    name: 'VolumeAttributesClass',
    type: 'string',
    description: `VolumeAttributesClass of the ${of}`,
    cell: object =>
      stringAt(object, 'spec', 'volumeAttributesClassName') ?? UNSET,
  };
}

/** Volumes: kept, nothing here mounts them. */
export const persistentVolume: KindRules = {
  columns: [
    NAME_COLUMN,
    {
      ...fieldColumn('Capacity', 'string', 'spec.capacity'),
      cell: object =>
        String(valueAt(object, 'spec', 'capacity', 'storage') ?? 0),
    },
    {
      ...fieldColumn('Access Modes', 'string', 'spec.accessModes'),
      cell: object => accessModes(stringsAt(object, 'spec', 'accessModes')),
    },
    fieldColumn(
      'Reclaim Policy',
      'string',
      'spec.persistentVolumeReclaimPolicy',
    ),
    { ...fieldColumn('Status', 'string', 'status.phase'), cell: phaseOf },
    {
      ...fieldColumn('Claim', 'string', 'spec.claimRef'),
      cell: object => {
        const name = stringAt(object, 'spec', 'claimRef', 'name');
        const namespace = stringAt(object, 'spec', 'claimRef', 'namespace');
        return name ? `${namespace ?? ''}/${name}` : '';
      },
    },
    {
      name: 'StorageClass',
      type: 'string',
      description: 'StorageClass of the pv',
      cell: object => stringAt(object, 'spec', 'storageClassName') ?? '',
    },
    attributesColumn('pv'),
    fieldColumn('Reason', 'string', 'status.reason'),
    AGE_COLUMN,
    VOLUME_MODE_COLUMN,
  ],
};
