import { JsonObject } from '@mini-atlas/kro';
import { decodeFault } from './decodeFault';

const inDeployment = (object: JsonObject) =>
  decodeFault({ apiVersion: 'apps/v1', kind: 'Deployment' }, object);
const inSecret = (data: JsonObject[string]) =>
  decodeFault({ apiVersion: 'v1', kind: 'Secret' }, { data });
const inPodSpec = (spec: JsonObject) =>
  inDeployment({ spec: { template: { spec } } });
const inContainer = (container: JsonObject) =>
  inPodSpec({ containers: [container] });

const into = (value: string, field: string, type: string) =>
  `json: cannot unmarshal ${value} into Go struct field ${field} of type ${type}`;
const NO_QUANTITY =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const CONTAINERS = 'spec.template.spec.containers';
const VOLUMES = 'spec.template.spec.volumes';

it.each([
  [
    inDeployment({ spec: { replicas: 'two' } }),
    into('string', 'DeploymentSpec.spec.replicas', 'int32'),
  ],
  [
    inDeployment({ spec: { replicas: 1.5 } }),
    into('number 1.5', 'DeploymentSpec.spec.replicas', 'int32'),
  ],
  [
    inDeployment({ spec: { replicas: 99999999999 } }),
    into('number 99999999999', 'DeploymentSpec.spec.replicas', 'int32'),
  ],
  [
    inContainer({ name: 1 }),
    into('number', `Container.${CONTAINERS}.name`, 'string'),
  ],
  [
    inPodSpec({ containers: { name: 'x' } }),
    into('object', `PodSpec.${CONTAINERS}`, '[]v1.Container'),
  ],
  [
    inPodSpec({ containers: ['x'] }),
    into('string', `PodSpec.${CONTAINERS}`, 'v1.Container'),
  ],
  [
    inContainer({ ports: [{ protocol: 5, containerPort: 'http' }] }),
    into('number', `ContainerPort.${CONTAINERS}.ports.protocol`, 'v1.Protocol'),
  ],
  [
    inPodSpec({ volumes: [{ configMap: { name: 5 } }] }),
    into(
      'number',
      `ConfigMapVolumeSource.${VOLUMES}.VolumeSource.configMap.LocalObjectReference.name`,
      'string',
    ),
  ],
  [
    inPodSpec({ volumes: [{ configMap: 'abc' }] }),
    into(
      'string',
      `Volume.${VOLUMES}.VolumeSource.configMap`,
      'v1.ConfigMapVolumeSource',
    ),
  ],
  [
    inDeployment({
      spec: { strategy: { rollingUpdate: { maxSurge: true } } },
    }),
    into(
      'bool',
      'RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge',
      'int32',
    ),
  ],
  [
    inDeployment({ metadata: { labels: ['a'] } }),
    into('array', 'ObjectMeta.metadata.labels', 'map[string]string'),
  ],
  [
    inDeployment({ metadata: { labels: { a: 1 } } }),
    into('number', 'ObjectMeta.metadata.labels', 'string'),
  ],
  [
    inDeployment({ metadata: 'x' }),
    into('string', 'Deployment.metadata', 'v1.ObjectMeta'),
  ],
  [
    inDeployment({ metadata: { uid: 5 } }),
    into('number', 'ObjectMeta.metadata.uid', 'types.UID'),
  ],
  [
    inDeployment({ metadata: { creationTimestamp: 'yesterday' } }),
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  ],
  [
    inDeployment({ metadata: { creationTimestamp: '2020-12-01 00:00:00Z' } }),
    'parsing time "2020-12-01 00:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 00:00:00Z" as "T"',
  ],
  [
    inDeployment({ metadata: { creationTimestamp: '2020-13-01T00:00:00Z' } }),
    'parsing time "2020-13-01T00:00:00Z": month out of range',
  ],
  [
    inDeployment({ metadata: { creationTimestamp: 5 } }),
    into('number', 'ObjectMeta.metadata.creationTimestamp', 'string'),
  ],
  [
    inContainer({ command: 'sh' }),
    into('string', `Container.${CONTAINERS}.command`, '[]string'),
  ],
  [
    inContainer({ command: [1] }),
    into('number', `Container.${CONTAINERS}.command`, 'string'),
  ],
  [inContainer({ resources: { limits: { cpu: {} } } }), NO_QUANTITY],
  [
    inContainer({ resources: { limits: { cpu: '1mi' } } }),
    "unable to parse quantity's suffix",
  ],
  [
    inContainer({ resources: { limits: [] } }),
    into(
      'array',
      `ResourceRequirements.${CONTAINERS}.resources.limits`,
      'v1.ResourceList',
    ),
  ],
  [
    inContainer({ livenessProbe: { httpGet: { path: 5 } } }),
    into(
      'number',
      `HTTPGetAction.${CONTAINERS}.livenessProbe.ProbeHandler.httpGet.path`,
      'string',
    ),
  ],
  [inSecret({ a: 'x' }), 'illegal base64 data at input byte 0'],
  [inSecret({ a: 'YWJjZA' }), 'illegal base64 data at input byte 4'],
  [inSecret({ a: 'YWJj ZA==' }), 'illegal base64 data at input byte 4'],
  [inSecret({ a: 'YWJjZA==YWJj' }), 'illegal base64 data at input byte 8'],
  [inSecret({ a: 5 }), into('number', 'Secret.data', '[]uint8')],
  [inSecret('x'), into('string', 'Secret.data', 'map[string][]uint8')],
])('says what Go says: %#', (fault, expected) => {
  expect(fault).toBe(expected);
});

it('says the first fault of all, but a quantity before any other', () => {
  expect(inDeployment({ spec: { paused: 'yes', minReadySeconds: '5' } })).toBe(
    into('string', 'DeploymentSpec.spec.paused', 'bool'),
  );
  expect(
    inDeployment({
      spec: {
        replicas: 'x',
        template: {
          spec: { containers: [{ resources: { limits: { cpu: true } } }] },
        },
      },
    }),
  ).toBe(NO_QUANTITY);
});

it('takes what fits, nothing, and what it does not know', () => {
  expect(
    inDeployment({
      metadata: { name: 'a', creationTimestamp: null },
      spec: {
        replicas: 2,
        strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
        template: {
          spec: {
            containers: [
              { name: 'a', resources: { limits: { cpu: 1, memory: '1Gi' } } },
            ],
          },
        },
        unknown: { a: 1 },
      },
    }),
  ).toBeUndefined();
  expect(inSecret({ a: 'YWJj', b: 'YWJjZA==', c: '' })).toBeUndefined();
  expect(decodeFault({ apiVersion: 'x/v1', kind: 'X' }, {})).toBeUndefined();
});
