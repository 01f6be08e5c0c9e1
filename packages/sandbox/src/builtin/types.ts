import {
  ALL_VERBS,
  ServedType,
  Subresource,
  Verb,
} from '../apiserver/servedType';
import { eventConversion } from './eventConversion';
import { RULES } from './rules';

interface Row {
  kind: string;
  plural: string;
  /** Cluster-scoped? Namespaced otherwise. */
  cluster?: boolean;
  shortNames?: string[];
  categories?: string[];
  subresources?: Subresource[];
  verbs?: Verb[];
}

const STATUS: Subresource[] = ['status'];
const SCALE: Subresource[] = ['scale', 'status'];
const ALL = ['all'];
const EXTENSIONS = ['api-extensions'];
const REVIEW: Verb[] = ['create'];

/** Names, scope and verbs of the types served, as Kubernetes 1.36 (`api/discovery`) has them. */
const TABLE: Record<string, Row[]> = {
  v1: [
    { kind: 'ConfigMap', plural: 'configmaps', shortNames: ['cm'] },
    { kind: 'Endpoints', plural: 'endpoints', shortNames: ['ep'] },
    { kind: 'Event', plural: 'events', shortNames: ['ev'] },
    { kind: 'LimitRange', plural: 'limitranges', shortNames: ['limits'] },
    {
      kind: 'Namespace',
      plural: 'namespaces',
      cluster: true,
      shortNames: ['ns'],
      subresources: ['finalize', 'status'],
      verbs: ALL_VERBS.filter(verb => verb !== 'deletecollection'),
    },
    {
      kind: 'Node',
      plural: 'nodes',
      cluster: true,
      shortNames: ['no'],
      subresources: STATUS,
    },
    {
      kind: 'PersistentVolumeClaim',
      plural: 'persistentvolumeclaims',
      shortNames: ['pvc'],
      subresources: STATUS,
    },
    {
      kind: 'PersistentVolume',
      plural: 'persistentvolumes',
      cluster: true,
      shortNames: ['pv'],
      subresources: STATUS,
    },
    {
      kind: 'Pod',
      plural: 'pods',
      shortNames: ['po'],
      categories: ALL,
      subresources: STATUS,
    },
    { kind: 'PodTemplate', plural: 'podtemplates' },
    {
      kind: 'ReplicationController',
      plural: 'replicationcontrollers',
      shortNames: ['rc'],
      categories: ALL,
      subresources: SCALE,
    },
    {
      kind: 'ResourceQuota',
      plural: 'resourcequotas',
      shortNames: ['quota'],
      subresources: STATUS,
    },
    { kind: 'Secret', plural: 'secrets' },
    {
      kind: 'ServiceAccount',
      plural: 'serviceaccounts',
      shortNames: ['sa'],
      subresources: ['token'],
    },
    {
      kind: 'Service',
      plural: 'services',
      shortNames: ['svc'],
      categories: ALL,
      subresources: STATUS,
    },
  ],
  'apiextensions.k8s.io/v1': [
    {
      kind: 'CustomResourceDefinition',
      plural: 'customresourcedefinitions',
      cluster: true,
      shortNames: ['crd', 'crds'],
      categories: EXTENSIONS,
      subresources: STATUS,
    },
  ],
  'apps/v1': [
    { kind: 'ControllerRevision', plural: 'controllerrevisions' },
    {
      kind: 'DaemonSet',
      plural: 'daemonsets',
      shortNames: ['ds'],
      categories: ALL,
      subresources: STATUS,
    },
    {
      kind: 'Deployment',
      plural: 'deployments',
      shortNames: ['deploy'],
      categories: ALL,
      subresources: SCALE,
    },
    {
      kind: 'ReplicaSet',
      plural: 'replicasets',
      shortNames: ['rs'],
      categories: ALL,
      subresources: SCALE,
    },
    {
      kind: 'StatefulSet',
      plural: 'statefulsets',
      shortNames: ['sts'],
      categories: ALL,
      subresources: SCALE,
    },
  ],
  'events.k8s.io/v1': [{ kind: 'Event', plural: 'events', shortNames: ['ev'] }],
  'authentication.k8s.io/v1': [
    {
      kind: 'SelfSubjectReview',
      plural: 'selfsubjectreviews',
      cluster: true,
      verbs: REVIEW,
    },
    {
      kind: 'TokenReview',
      plural: 'tokenreviews',
      cluster: true,
      verbs: REVIEW,
    },
  ],
  'authorization.k8s.io/v1': [
    {
      kind: 'LocalSubjectAccessReview',
      plural: 'localsubjectaccessreviews',
      verbs: REVIEW,
    },
    {
      kind: 'SelfSubjectAccessReview',
      plural: 'selfsubjectaccessreviews',
      cluster: true,
      verbs: REVIEW,
    },
    {
      kind: 'SelfSubjectRulesReview',
      plural: 'selfsubjectrulesreviews',
      cluster: true,
      verbs: REVIEW,
    },
    {
      kind: 'SubjectAccessReview',
      plural: 'subjectaccessreviews',
      cluster: true,
      verbs: REVIEW,
    },
  ],
  'autoscaling/v2': [
    {
      kind: 'HorizontalPodAutoscaler',
      plural: 'horizontalpodautoscalers',
      shortNames: ['hpa'],
      categories: ALL,
      subresources: STATUS,
    },
  ],
  'batch/v1': [
    {
      kind: 'CronJob',
      plural: 'cronjobs',
      shortNames: ['cj'],
      categories: ALL,
      subresources: STATUS,
    },
    { kind: 'Job', plural: 'jobs', categories: ALL, subresources: STATUS },
  ],
  'networking.k8s.io/v1': [
    { kind: 'IngressClass', plural: 'ingressclasses', cluster: true },
    {
      kind: 'Ingress',
      plural: 'ingresses',
      shortNames: ['ing'],
      subresources: STATUS,
    },
    {
      kind: 'NetworkPolicy',
      plural: 'networkpolicies',
      shortNames: ['netpol'],
    },
  ],
  'policy/v1': [
    {
      kind: 'PodDisruptionBudget',
      plural: 'poddisruptionbudgets',
      shortNames: ['pdb'],
      subresources: STATUS,
    },
  ],
  'rbac.authorization.k8s.io/v1': [
    {
      kind: 'ClusterRoleBinding',
      plural: 'clusterrolebindings',
      cluster: true,
    },
    { kind: 'ClusterRole', plural: 'clusterroles', cluster: true },
    { kind: 'RoleBinding', plural: 'rolebindings' },
    { kind: 'Role', plural: 'roles' },
  ],
  'storage.k8s.io/v1': [
    {
      kind: 'StorageClass',
      plural: 'storageclasses',
      cluster: true,
      shortNames: ['sc'],
    },
  ],
  'admissionregistration.k8s.io/v1': [
    {
      kind: 'MutatingWebhookConfiguration',
      plural: 'mutatingwebhookconfigurations',
      cluster: true,
      categories: EXTENSIONS,
    },
    {
      kind: 'ValidatingAdmissionPolicy',
      plural: 'validatingadmissionpolicies',
      cluster: true,
      categories: EXTENSIONS,
      subresources: STATUS,
    },
    {
      kind: 'ValidatingAdmissionPolicyBinding',
      plural: 'validatingadmissionpolicybindings',
      cluster: true,
      categories: EXTENSIONS,
    },
    {
      kind: 'ValidatingWebhookConfiguration',
      plural: 'validatingwebhookconfigurations',
      cluster: true,
      categories: EXTENSIONS,
    },
  ],
  'scheduling.k8s.io/v1': [
    {
      kind: 'PriorityClass',
      plural: 'priorityclasses',
      cluster: true,
      shortNames: ['pc'],
    },
  ],
  'coordination.k8s.io/v1': [{ kind: 'Lease', plural: 'leases' }],
  'discovery.k8s.io/v1': [{ kind: 'EndpointSlice', plural: 'endpointslices' }],
};

/** All built-in types, in discovery's order. */
export function builtinTypes(): ServedType[] {
  return Object.entries(TABLE).flatMap(([apiVersion, rows]) =>
    rows.map(row => servedType(apiVersion, row)),
  );
}

function servedType(apiVersion: string, row: Row): ServedType {
  const [version, group = ''] = apiVersion.split('/').reverse();
  const { kind, plural } = row;
  const rules = RULES[`${group}/${kind}`] ?? {};
  const isEventView = group === 'events.k8s.io';
  return {
    group,
    version,
    apiVersion,
    kind,
    listKind: `${kind}List`,
    plural,
    singular: kind.toLowerCase(),
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    namespaced: !row.cluster,
    verbs: row.verbs ?? ALL_VERBS,
    subresources: row.subresources ?? [],
    collection: group && !isEventView ? `${plural}.${group}` : plural,
    rules: isEventView ? RULES['/Event'] ?? {} : rules,
    ...(isEventView ? { conversion: eventConversion } : {}),
  };
}
