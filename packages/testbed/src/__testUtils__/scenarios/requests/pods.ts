import { CORE, create, RequestCase } from './request';

const pod = (spec: object) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'bad' },
  spec,
});
const container = (more: object, spec: object = {}) =>
  create(
    `${CORE}/pods`,
    pod({ containers: [{ name: 'a', image: 'x', ...more }], ...spec }),
  );

/** Pods: containers, volumes, probes, resources. */
export const PODS: RequestCase[] = [
  {
    does: 'creates a pod that mounts what it does not have',
    method: 'POST',
    path: `${CORE}/pods`,
    body: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bad' },
      spec: {
        containers: [
          {
            name: 'a',
            image: 'x',
            volumeMounts: [{ name: 'none', mountPath: '/x' }],
            env: [{ name: '1 2', value: 'x' }],
          },
          { name: 'a', image: 'x' },
        ],
      },
    },
  },
  {
    does: 'creates a pod without containers',
    ...create(`${CORE}/pods`, pod({})),
  },
  {
    does: 'creates a pod with strange policies',
    ...create(
      `${CORE}/pods`,
      pod({
        restartPolicy: 'Strange',
        dnsPolicy: 'Strange',
        containers: [
          {
            name: 'a',
            image: ' x ',
            imagePullPolicy: 'Strange',
            terminationMessagePolicy: 'Strange',
          },
        ],
      }),
    ),
  },
  {
    does: 'creates a pod with strange ports',
    ...container({
      ports: [
        { containerPort: 0 },
        { containerPort: 80, protocol: 'ICMP' },
        { containerPort: 80, name: 'Bad_Name' },
        { containerPort: 81, name: 'same' },
        { containerPort: 82, name: 'same' },
        { containerPort: 83, hostPort: 70000 },
      ],
    }),
  },
  {
    does: 'creates a pod with strange variables',
    ...container({
      env: [
        { name: '' },
        { name: 'a=b', value: 'x' },
        {
          name: 'both',
          value: 'x',
          valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
        },
        { name: 'none', valueFrom: {} },
        { name: 'field', valueFrom: { fieldRef: { fieldPath: 'spec.none' } } },
        { name: 'key', valueFrom: { configMapKeyRef: { name: '', key: '' } } },
      ],
      envFrom: [{}, { prefix: '1 ', configMapRef: { name: '' } }],
    }),
  },
  {
    does: 'creates a pod with strange resources',
    ...container({
      resources: {
        requests: { memory: '-1' },
      },
    }),
  },
  {
    does: 'creates a pod that asks for more than it may use',
    ...container({
      resources: { requests: { cpu: '1.5' }, limits: { cpu: '500m' } },
    }),
  },
  {
    does: 'creates a pod that asks for less of a device than it may use',
    ...container({
      resources: { requests: { 'x.y/z': '1' }, limits: { 'x.y/z': '2' } },
    }),
  },
  {
    does: 'creates a pod with strange mounts',
    ...container(
      {
        volumeMounts: [
          { name: 'v', mountPath: '' },
          { name: 'v', mountPath: '/a' },
          { name: 'v', mountPath: '/a', subPath: '../b' },
          { name: '', mountPath: '/c' },
        ],
      },
      { volumes: [{ name: 'v', emptyDir: {} }] },
    ),
  },
  {
    does: 'creates a pod with strange volumes',
    ...container(
      {},
      {
        volumes: [
          { name: '' },
          { name: 'Bad_Name', emptyDir: {} },
          { name: 'same', emptyDir: {} },
          { name: 'same', emptyDir: {} },
          { name: 'two', emptyDir: {}, configMap: { name: 'x' } },
          { name: 'map', configMap: { name: '', defaultMode: 9999 } },
          { name: 'claim', persistentVolumeClaim: { claimName: '' } },
          { name: 'secret', secret: { secretName: '' } },
          { name: 'path', hostPath: { path: '' } },
        ],
      },
    ),
  },
  {
    does: 'creates a pod with strange probes',
    ...container({
      livenessProbe: { httpGet: { path: '', port: 0 }, periodSeconds: -1 },
      readinessProbe: {},
      startupProbe: {
        exec: { command: [] },
        tcpSocket: { port: 'too long for a port' },
      },
    }),
  },
  {
    does: 'creates a pod with a readiness probe that succeeds twice, and a liveness probe',
    ...container({
      livenessProbe: {
        tcpSocket: { port: 80 },
        successThreshold: 2,
        timeoutSeconds: -1,
      },
    }),
  },
  {
    does: 'creates a pod with strange init containers',
    ...create(
      `${CORE}/pods`,
      pod({
        initContainers: [
          { name: 'a', image: 'x' },
          { name: 'b', image: '', lifecycle: {} },
          { name: 'b', image: 'x' },
        ],
        containers: [{ name: 'a', image: 'x' }],
      }),
    ),
  },
  {
    does: 'creates a pod with a strange security context',
    ...container(
      { securityContext: { runAsUser: -1 } },
      { securityContext: { runAsUser: -1, runAsGroup: -1, fsGroup: -1 } },
    ),
  },
  {
    does: 'creates a pod with strange tolerations and selectors',
    ...container(
      {},
      {
        nodeSelector: { 'a b': 'c d' },
        tolerations: [
          { key: 'a', operator: 'Strange' },
          { operator: 'Equal' },
          { key: 'a', operator: 'Exists', value: 'x', effect: 'Strange' },
        ],
        terminationGracePeriodSeconds: -1,
        activeDeadlineSeconds: 0,
        hostname: 'Bad_Name',
      },
    ),
  },
  {
    does: 'creates a pod of a service account that is not there',
    ...container({}, { serviceAccountName: 'Bad_Name' }),
  },
];
