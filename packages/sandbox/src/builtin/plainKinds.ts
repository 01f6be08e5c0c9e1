import { KubernetesObject } from '@mini-atlas/kro';
import {
  AGE_COLUMN,
  fieldColumn,
  labelText,
  NAME_COLUMN,
  templateColumns,
} from './columns';
import { numberAt, objectAt, objectsAt, setDefault, stringAt } from './fields';
import { KindRules, TableColumn } from './kindRules';

const NONE = '<none>';
const UNSET = '<unset>';

function counted(
  name: string,
  description: string,
  ...path: string[]
): TableColumn {
  return {
    name,
    type: 'integer',
    description,
    cell: object => objectsAt(object, ...path).length,
  };
}

function described(
  name: string,
  description: string,
  cell: TableColumn['cell'],
): TableColumn {
  return { name, type: 'string', description, cell };
}

/** ReplicationControllers: kept, nothing here runs them. */
export const replicationController: KindRules = {
  generation: true,
  setDefaults(draft) {
    setDefault(objectAt(draft, 'spec'), 'replicas', 1);
  },
  columns: [
    NAME_COLUMN,
    fieldColumn('Desired', 'integer', 'spec.replicas', 0),
    fieldColumn('Current', 'integer', 'status.replicas', 0),
    fieldColumn('Ready', 'integer', 'status.readyReplicas', 0),
    AGE_COLUMN,
    ...templateColumns(1, 'spec', 'template'),
    {
      ...fieldColumn('Selector', 'string', 'spec.selector'),
      priority: 1,
      cell: object => labelText(objectAt(object, 'spec', 'selector')) || NONE,
    },
  ],
};

/** PodTemplates. */
export const podTemplate: KindRules = {
  columns: [
    NAME_COLUMN,
    ...templateColumns(0, 'template'),
    described(
      'Pod Labels',
      'The labels for the pod template.',
      object =>
        labelText(objectAt(object, 'template', 'metadata', 'labels')) || NONE,
    ),
  ],
};

/** ControllerRevisions. */
export const controllerRevision: KindRules = {
  columns: [
    NAME_COLUMN,
    described('Controller', 'Controller of the object', controllerOf),
    fieldColumn('Revision', 'string', 'revision', 0),
    AGE_COLUMN,
  ],
};

function controllerOf({ metadata }: KubernetesObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!owner) return NONE;
  const [, group] = /^(.+)\/[^/]+$/.exec(owner.apiVersion) ?? [];
  const kind = owner.kind.toLowerCase();
  return `${group ? `${kind}.${group}` : kind}/${owner.name}`;
}

const isDefault = (annotation: string) => (object: KubernetesObject) =>
  object.metadata.annotations?.[annotation] === 'true'
    ? `${object.metadata.name} (default)`
    : object.metadata.name;

/** IngressClasses. */
export const ingressClass: KindRules = {
  generation: true,
  columns: [
    {
      ...NAME_COLUMN,
      cell: isDefault('ingressclass.kubernetes.io/is-default-class'),
    },
    described(
      'Controller',
      'Controller that is responsible for handling this class',
      object => stringAt(object, 'spec', 'controller') ?? '',
    ),
    described(
      'Parameters',
      'A reference to a resource with additional parameters',
      parametersOf,
    ),
    AGE_COLUMN,
  ],
};

function parametersOf(object: KubernetesObject): string {
  const parameters = objectAt(object, 'spec', 'parameters');
  if (!parameters) return NONE;
  const { kind, apiGroup, name } = parameters;
  return `${apiGroup ? `${kind}.${apiGroup}` : kind}/${name}`;
}

/** The columns of StorageClasses. */
export const STORAGE_CLASS_COLUMNS: TableColumn[] = [
  {
    ...NAME_COLUMN,
    cell: isDefault('storageclass.kubernetes.io/is-default-class'),
  },
  fieldColumn('Provisioner', 'string', 'provisioner'),
  fieldColumn('ReclaimPolicy', 'string', 'reclaimPolicy', 'Delete'),
  fieldColumn('VolumeBindingMode', 'string', 'volumeBindingMode', 'Immediate'),
  fieldColumn('AllowVolumeExpansion', 'string', 'allowVolumeExpansion', false),
  AGE_COLUMN,
];

/** MutatingWebhookConfigurations and ValidatingWebhookConfigurations: kept, not called. */
export const webhookConfiguration: KindRules = {
  generation: true,
  columns: [
    NAME_COLUMN,
    counted(
      'Webhooks',
      'Webhooks indicates the number of webhooks registered in this configuration',
      'webhooks',
    ),
    AGE_COLUMN,
  ],
};

/** ValidatingAdmissionPolicies: kept, not asked. */
export const admissionPolicy: KindRules = {
  generation: true,
  columns: [
    NAME_COLUMN,
    counted(
      'Validations',
      'Validations indicates the number of validation rules defined in this configuration',
      'spec',
      'validations',
    ),
    described(
      'ParamKind',
      'ParamKind specifies the kind of resources used to parameterize this policy',
      object => {
        const kind = objectAt(object, 'spec', 'paramKind');
        return kind ? `${kind.apiVersion}/${kind.kind}` : UNSET;
      },
    ),
    AGE_COLUMN,
  ],
};

/** ValidatingAdmissionPolicyBindings. */
export const admissionPolicyBinding: KindRules = {
  generation: true,
  columns: [
    NAME_COLUMN,
    described(
      'PolicyName',
      'PolicyName indicates the policy definition which the policy binding binded to',
      object => stringAt(object, 'spec', 'policyName') ?? '',
    ),
    described(
      'ParamRef',
      'ParamRef indicates the param resource which sets the configuration param',
      object => {
        const name = stringAt(object, 'spec', 'paramRef', 'name');
        const namespace = stringAt(object, 'spec', 'paramRef', 'namespace');
        return name ? `${namespace ?? '*'}/${name}` : UNSET;
      },
    ),
    AGE_COLUMN,
  ],
};

/** The columns of HorizontalPodAutoscalers. */
export const AUTOSCALER_COLUMNS: TableColumn[] = [
  NAME_COLUMN,
  {
    ...fieldColumn('Reference', 'string', 'spec.scaleTargetRef'),
    cell: object =>
      `${stringAt(object, 'spec', 'scaleTargetRef', 'kind')}/${stringAt(
        object,
        'spec',
        'scaleTargetRef',
        'name',
      )}`,
  },
  { ...fieldColumn('Targets', 'string', 'spec.metrics'), cell: targetsOf },
  {
    ...fieldColumn('MinPods', 'string', 'spec.minReplicas'),
    cell: object => String(numberAt(object, 'spec', 'minReplicas') ?? UNSET),
  },
  fieldColumn('MaxPods', 'string', 'spec.maxReplicas', 0),
  fieldColumn('Replicas', 'string', 'status.currentReplicas', 0),
  AGE_COLUMN,
];

const SHOWN_TARGETS = 2;

/** What is measured and what is aimed at; nothing here measures. */
function targetsOf(object: KubernetesObject): string {
  const targets = objectsAt(object, 'spec', 'metrics').map(metric => {
    const type = stringAt(metric, 'type') ?? '';
    const source = type.charAt(0).toLowerCase() + type.slice(1);
    const target = objectAt(metric, source, 'target') ?? {};
    const name = stringAt(metric, source, 'name');
    const wanted =
      target.averageUtilization === undefined
        ? target.averageValue ?? target.value
        : `${target.averageUtilization}%`;
    return type.endsWith('Resource')
      ? `${name}: <unknown>/${wanted}`
      : `<unknown>/${wanted}`;
  });
  if (targets.length === 0) return NONE;
  const more = targets.length - SHOWN_TARGETS;
  const shown = targets.slice(0, SHOWN_TARGETS).join(', ');
  return more > 0 ? `${shown} + ${more} more...` : shown;
}
