import {
  APPS,
  create,
  DEPLOYMENTS,
  patch,
  MERGE,
  RequestCase,
} from './request';

const BATCH = '/apis/batch/v1/namespaces/default';
const HPAS = '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers';

const template = (more: object = {}, labels: object = { app: 'a' }) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'a', image: 'x' }], ...more },
});
const workload = (kind: string, spec: object, name = 'bad') => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: 'a' } },
    template: template(),
    ...spec,
  },
});
const batch = (kind: string, spec: object, name = 'bad') => ({
  apiVersion: 'batch/v1',
  kind,
  metadata: { name },
  spec,
});
const autoscaler = (spec: object) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'bad' },
  spec,
});

/** Workloads, jobs and what scales them. */
export const WORKLOADS: RequestCase[] = [
  {
    does: 'creates a Deployment with many faults',
    method: 'POST',
    path: DEPLOYMENTS,
    body: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'bad' },
      spec: {
        replicas: -1,
        selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'b' } },
          spec: {
            restartPolicy: 'Never',
            containers: [
              { name: 'Bad', image: '' },
              {
                name: 'ports',
                image: 'x',
                ports: [{ containerPort: 99999 }],
                resources: {
                  requests: { cpu: '2' },
                  limits: { cpu: '1' },
                },
              },
            ],
          },
        },
      },
    },
  },
  {
    does: 'creates a Deployment without a spec',
    ...create(DEPLOYMENTS, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'bad' },
    }),
  },
  {
    does: 'creates a Deployment with a selector that selects all',
    ...create(DEPLOYMENTS, workload('Deployment', { selector: {} })),
  },
  {
    does: 'creates a Deployment with a bad selector',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        selector: {
          matchLabels: { 'a b': 'c d' },
          matchExpressions: [
            { key: 'x', operator: 'In' },
            { key: 'y', operator: 'Exists', values: ['z'] },
            { key: '', operator: 'Strange' },
          ],
        },
      }),
    ),
  },
  {
    does: 'creates a Deployment with a strange strategy',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', { strategy: { type: 'Strange' } }),
    ),
  },
  {
    does: 'creates a Deployment that recreates and rolls',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } },
      }),
    ),
  },
  {
    does: 'creates a Deployment that rolls nowhere',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } },
      }),
    ),
  },
  {
    does: 'creates a Deployment that rolls too far',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        strategy: {
          rollingUpdate: { maxSurge: 'some', maxUnavailable: '101%' },
        },
      }),
    ),
  },
  {
    does: 'creates a Deployment with negative numbers',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        minReadySeconds: -1,
        revisionHistoryLimit: -1,
        progressDeadlineSeconds: -1,
      }),
    ),
  },
  {
    does: 'creates a Deployment that is late before it is ready',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        minReadySeconds: 10,
        progressDeadlineSeconds: 10,
      }),
    ),
  },
  {
    does: 'creates a Deployment whose pods may end',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        template: template({ activeDeadlineSeconds: 5 }),
      }),
    ),
  },
  {
    does: 'creates a Deployment with bad labels and annotations in its template',
    ...create(
      DEPLOYMENTS,
      workload('Deployment', {
        template: {
          ...template(),
          metadata: {
            labels: { app: 'a', 'x y': 'z' },
            annotations: { 'x y': 'z' },
          },
        },
      }),
    ),
  },
  {
    does: 'changes the selector of a Deployment',
    before: [create(DEPLOYMENTS, workload('Deployment', {}, 'selecting'))],
    ...patch(`${DEPLOYMENTS}/selecting`, MERGE, {
      spec: {
        selector: { matchLabels: { app: 'b' } },
        template: { metadata: { labels: { app: 'b' } } },
      },
    }),
  },
  {
    does: 'scales a Deployment below nothing',
    before: [create(DEPLOYMENTS, workload('Deployment', {}, 'scaled'))],
    ...patch(`${DEPLOYMENTS}/scaled/scale`, MERGE, { spec: { replicas: -1 } }),
  },
  {
    does: 'scales a Deployment to a word',
    // Without pods, so that the answer shows none of them.
    before: [
      create(DEPLOYMENTS, workload('Deployment', { replicas: 0 }, 'resting')),
    ],
    ...patch(`${DEPLOYMENTS}/resting/scale`, MERGE, {
      spec: { replicas: 'x' },
    }),
  },
  {
    does: 'creates a ReplicaSet with faults',
    ...create(
      `${APPS}/replicasets`,
      workload('ReplicaSet', {
        replicas: -1,
        minReadySeconds: -1,
        selector: { matchLabels: { app: 'b' } },
        template: template({ restartPolicy: 'OnFailure' }),
      }),
    ),
  },
  {
    does: 'creates a StatefulSet with faults',
    ...create(
      `${APPS}/statefulsets`,
      workload('StatefulSet', {
        replicas: -1,
        podManagementPolicy: 'Strange',
        updateStrategy: { type: 'Strange' },
        serviceName: 'Bad_Name',
        template: template({ restartPolicy: 'Never' }),
      }),
    ),
  },
  {
    does: 'changes what is fixed in a StatefulSet',
    before: [
      create(`${APPS}/statefulsets`, workload('StatefulSet', {}, 'fixed')),
    ],
    ...patch(`${APPS}/statefulsets/fixed`, MERGE, {
      spec: { serviceName: 'other' },
    }),
  },
  {
    does: 'creates a DaemonSet with faults',
    ...create(
      `${APPS}/daemonsets`,
      workload('DaemonSet', {
        selector: { matchLabels: { app: 'b' } },
        updateStrategy: { type: 'Strange' },
        minReadySeconds: -1,
        template: template({ restartPolicy: 'Never' }),
      }),
    ),
  },
  {
    does: 'creates a Job with faults',
    ...create(
      `${BATCH}/jobs`,
      batch('Job', {
        parallelism: -1,
        completions: -1,
        backoffLimit: -1,
        activeDeadlineSeconds: -1,
        completionMode: 'Strange',
        template: template({ restartPolicy: 'Always' }),
      }),
    ),
  },
  {
    does: 'creates a Job with a selector of its own',
    ...create(
      `${BATCH}/jobs`,
      batch('Job', {
        selector: { matchLabels: { app: 'a' } },
        template: template({ restartPolicy: 'Never' }),
      }),
    ),
  },
  {
    does: 'creates a Job without a restart policy',
    ...create(`${BATCH}/jobs`, batch('Job', { template: template() })),
  },
  {
    does: 'changes the template of a Job',
    before: [
      create(
        `${BATCH}/jobs`,
        batch(
          'Job',
          { suspend: true, template: template({ restartPolicy: 'Never' }) },
          'templated',
        ),
      ),
    ],
    ...patch(`${BATCH}/jobs/templated`, MERGE, { spec: { completions: 3 } }),
  },
  {
    does: 'creates a CronJob with faults',
    ...create(
      `${BATCH}/cronjobs`,
      batch('CronJob', {
        schedule: 'often',
        timeZone: 'Nowhere/Land',
        concurrencyPolicy: 'Strange',
        startingDeadlineSeconds: -1,
        successfulJobsHistoryLimit: -1,
        jobTemplate: { spec: { template: template() } },
      }),
    ),
  },
  {
    does: 'creates a CronJob without anything',
    ...create(`${BATCH}/cronjobs`, batch('CronJob', {})),
  },
  {
    does: 'creates a CronJob with a name that is too long',
    ...create(
      `${BATCH}/cronjobs`,
      batch(
        'CronJob',
        {
          schedule: '@hourly',
          jobTemplate: {
            spec: { template: template({ restartPolicy: 'Never' }) },
          },
        },
        'x'.repeat(53),
      ),
    ),
  },
  {
    does: 'creates a HorizontalPodAutoscaler with faults',
    ...create(
      HPAS,
      autoscaler({
        minReplicas: 0,
        maxReplicas: 0,
        scaleTargetRef: { kind: '', name: '' },
      }),
    ),
  },
  {
    does: 'creates a HorizontalPodAutoscaler with strange metrics',
    ...create(
      HPAS,
      autoscaler({
        minReplicas: 5,
        maxReplicas: 2,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
        },
        metrics: [
          { type: 'Strange' },
          { type: 'Resource' },
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization' } },
          },
        ],
      }),
    ),
  },
  {
    does: 'creates a PodDisruptionBudget with faults',
    ...create('/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'bad' },
      spec: { minAvailable: -1, maxUnavailable: '200%' },
    }),
  },
  {
    does: 'creates a PodDisruptionBudget of a word',
    ...create('/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'bad' },
      spec: {
        minAvailable: 'some',
        unhealthyPodEvictionPolicy: 'Strange',
        selector: { matchLabels: { 'a b': 'c' } },
      },
    }),
  },
];
