import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { requiredValue } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import {
  ensureObject,
  setDefault,
  stringAt,
  stringsAt,
  valueAt,
} from './fields';
import { KindRules } from './kindRules';
import {
  accessModes,
  attributesColumn,
  phaseOf,
  VOLUME_MODE_COLUMN,
} from './persistentVolume';
import { choiceFault } from './validation/numbers';
import { amountFaults } from './validation/resources';

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
  validate: (object, before) => (before ? [] : claimFaults(object)),
  columns: [
    NAME_COLUMN,
    { ...fieldColumn('Status', 'string', 'status.phase'), cell: phaseOf },
    fieldColumn('Volume', 'string', 'spec.volumeName'),
    {
      ...fieldColumn('Capacity', 'string', 'status.capacity'),
      cell: object =>
        String(valueAt(object, 'status', 'capacity', 'storage') ?? ''),
    },
    {
      name: 'Access Modes',
      type: 'string',
      description: '',
      describedBy: 'status.accessModes',
      cell: object => accessModes(stringsAt(object, 'status', 'accessModes')),
    },
    {
      name: 'StorageClass',
      type: 'string',
      description: 'StorageClass of the pvc',
      cell: object => stringAt(object, 'spec', 'storageClassName') ?? '',
    },
    attributesColumn('pvc'),
    AGE_COLUMN,
    VOLUME_MODE_COLUMN,
  ],
};

const ACCESS_MODES = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
];

/** What is wrong with a new claim, after `ValidatePersistentVolumeClaimSpec`. */
function claimFaults(object: KubernetesObject): StatusCause[] {
  const modes = stringsAt(object, 'spec', 'accessModes');
  const storage = valueAt(object, 'spec', 'resources', 'requests', 'storage');
  const field = 'spec.resources[storage]';
  return [
    ...(modes.length === 0
      ? [
          requiredValue(
            'spec.accessModes',
            'at least 1 access mode is required',
          ),
        ]
      : []),
    ...modes.flatMap(mode =>
      choiceFault(mode, 'spec.accessModes', ACCESS_MODES),
    ),
    ...(storage === undefined
      ? [requiredValue(field)]
      : amountFaults('storage', storage, field)),
    ...choiceFault(valueAt(object, 'spec', 'volumeMode'), 'spec.volumeMode', [
      'Block',
      'Filesystem',
    ]),
  ];
}
