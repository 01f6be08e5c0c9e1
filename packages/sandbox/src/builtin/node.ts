import { KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { objectAt, objectsAt, stringAt, valueAt } from './fields';
import { KindRules } from './kindRules';

const ROLE_LABEL = 'node-role.kubernetes.io/';

/** Nodes. */
export const node: KindRules = {
  selectableFields: {
    'spec.unschedulable': object =>
      String(valueAt(object, 'spec', 'unschedulable') ?? false),
  },
  columns: [
    NAME_COLUMN,
    {
      name: 'Status',
      type: 'string',
      description: 'The status of the node',
      cell: status,
    },
    {
      name: 'Roles',
      type: 'string',
      description: 'The roles of the node',
      cell: roles,
    },
    AGE_COLUMN,
    fieldColumn('Version', 'string', 'status.nodeInfo.kubeletVersion'),
    address('Internal-IP', 'InternalIP'),
    address('External-IP', 'ExternalIP'),
    wide('OS-Image', 'osImage'),
    wide('Kernel-Version', 'kernelVersion'),
    wide('Container-Runtime', 'containerRuntimeVersion'),
  ],
};

function wide(name: string, field: string) {
  return {
    ...fieldColumn(name, 'string', `status.nodeInfo.${field}`, '<unknown>'),
    priority: 1,
  };
}

function address(name: string, type: string) {
  return {
    name,
    type: 'string' as const,
    priority: 1,
    description: '',
    describedBy: 'status.addresses',
    cell: (object: KubernetesObject) =>
      stringAt(
        objectsAt(object, 'status', 'addresses').find(
          each => each.type === type,
        ),
        'address',
      ) ?? '<none>',
  };
}

const readiness = (isReady: boolean) => (isReady ? 'Ready' : 'NotReady');

function status(object: KubernetesObject): string {
  const ready = objectsAt(object, 'status', 'conditions').find(
    ({ type }) => type === 'Ready',
  );
  const words = [ready ? readiness(ready.status === 'True') : 'Unknown'];
  if (valueAt(object, 'spec', 'unschedulable') === true) {
    words.push('SchedulingDisabled');
  }
  return words.join(',');
}

function roles(object: KubernetesObject): string {
  return (
    Object.keys(objectAt(object, 'metadata', 'labels') ?? {})
      .filter(label => label.startsWith(ROLE_LABEL))
      .map(label => label.slice(ROLE_LABEL.length))
      .sort()
      .join(',') || '<none>'
  );
}
