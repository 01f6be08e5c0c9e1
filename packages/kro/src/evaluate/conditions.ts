import { Step } from '../contract';
import { Condition, KubernetesObject } from '../kubernetesObject';

/** The part of a step that its conditions tell. */
export interface ResourcesOutcome {
  status: Condition['status'];
  reason: string;
  message: string;
}

/** Every resource is there and ready. */
export const ALL_READY: ResourcesOutcome = {
  status: 'True',
  reason: 'AllResourcesReady',
  message: 'all resources are created and ready',
};

/** Something failed or is not there yet; `cause` as KRO words it. */
export function notReady(cause: string): ResourcesOutcome {
  return {
    status: 'False',
    reason: 'NotReady',
    message: `resource reconciliation failed: ${cause}`,
  };
}

/** KRO's conditions of an instance (`pkg/controller/instance/status.go`), Ready last. */
export function instanceConditions(
  instance: KubernetesObject,
  resources: ResourcesOutcome,
): Step['conditions'] {
  const { generation } = instance.metadata;
  const observed =
    generation === undefined ? {} : { observedGeneration: generation };
  const ready: ResourcesOutcome =
    resources.status === 'True'
      ? { status: 'True', reason: 'Ready', message: '' }
      : resources;
  return [
    {
      type: 'InstanceManaged',
      status: 'True',
      reason: 'Managed',
      message: 'instance is properly managed with finalizers and labels',
      ...observed,
    },
    {
      type: 'GraphResolved',
      status: 'True',
      reason: 'Resolved',
      message: 'runtime graph created and all resources resolved',
      ...observed,
    },
    { type: 'ResourcesReady', ...resources, ...observed },
    { type: 'Ready', ...ready, ...observed },
  ];
}
