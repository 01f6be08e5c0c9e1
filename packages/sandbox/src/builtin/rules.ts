import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { configMap } from './configMap';
import { cronJob } from './cronJob';
import { customResourceDefinition } from './customResourceDefinition';
import { daemonSet } from './daemonSet';
import { deployment } from './deployment';
import { event } from './event';
import { job } from './job';
import { KindRules } from './kindRules';
import { namespace } from './namespace';
import { endpoints, endpointSlice, ingress, networkPolicy } from './networking';
import { node } from './node';
import { persistentVolume } from './persistentVolume';
import { persistentVolumeClaim } from './persistentVolumeClaim';
import {
  admissionPolicy,
  admissionPolicyBinding,
  controllerRevision,
  ingressClass,
  podTemplate,
  replicationController,
  webhookConfiguration,
} from './plainKinds';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { pod } from './pod';
import { podDisruptionBudget } from './podDisruptionBudget';
import { priorityClass } from './priorityClass';
import { limitRange, resourceQuota } from './quota';
import { clusterRoleBinding, role, roleBinding } from './rbac';
import { replicaSet } from './replicaSet';
import { secret } from './secret';
import { service } from './service';
import { statefulSet } from './statefulSet';
import { storageClass } from './storageClass';

const RBAC = 'rbac.authorization.k8s.io';
const ADMISSION = 'admissionregistration.k8s.io';

/** The rules of built-in kinds, by `group/Kind`. Other kinds are plain data. */
export const RULES: Record<string, KindRules> = {
  '/ConfigMap': configMap,
  '/Endpoints': endpoints,
  '/Event': event,
  '/LimitRange': limitRange,
  '/Namespace': namespace,
  '/Node': node,
  '/PersistentVolume': persistentVolume,
  '/PersistentVolumeClaim': persistentVolumeClaim,
  '/Pod': pod,
  '/PodTemplate': podTemplate,
  '/ReplicationController': replicationController,
  '/ResourceQuota': resourceQuota,
  '/Secret': secret,
  '/Service': service,
  '/ServiceAccount': { returnsDeleted: true },
  'apps/ControllerRevision': controllerRevision,
  'apps/DaemonSet': daemonSet,
  'apps/Deployment': deployment,
  'apps/ReplicaSet': replicaSet,
  'apps/StatefulSet': statefulSet,
  'apiextensions.k8s.io/CustomResourceDefinition': customResourceDefinition,
  'batch/CronJob': cronJob,
  'batch/Job': job,
  'coordination.k8s.io/Lease': {
    columns: [
      NAME_COLUMN,
      fieldColumn('Holder', 'string', 'spec.holderIdentity'),
      AGE_COLUMN,
    ],
  },
  'discovery.k8s.io/EndpointSlice': endpointSlice,
  'networking.k8s.io/Ingress': ingress,
  'networking.k8s.io/IngressClass': ingressClass,
  'networking.k8s.io/NetworkPolicy': networkPolicy,
  'policy/PodDisruptionBudget': podDisruptionBudget,
  'autoscaling/HorizontalPodAutoscaler': horizontalPodAutoscaler,
  'scheduling.k8s.io/PriorityClass': priorityClass,
  'storage.k8s.io/StorageClass': storageClass,
  [`${ADMISSION}/MutatingWebhookConfiguration`]: webhookConfiguration,
  [`${ADMISSION}/ValidatingAdmissionPolicy`]: admissionPolicy,
  [`${ADMISSION}/ValidatingAdmissionPolicyBinding`]: admissionPolicyBinding,
  [`${ADMISSION}/ValidatingWebhookConfiguration`]: webhookConfiguration,
  [`${RBAC}/ClusterRole`]: role,
  [`${RBAC}/ClusterRoleBinding`]: clusterRoleBinding,
  [`${RBAC}/Role`]: role,
  [`${RBAC}/RoleBinding`]: roleBinding,
};
