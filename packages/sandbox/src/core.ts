import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from './client/client';

const NAMESPACES = [
  'flux-system',
  'kro-system',
  'cnpg-system',
  'kafka',
  'gateway',
  'kyverno',
];

/**
 * Creates the core objects that are not there yet; those of types that the cluster does not serve are left out.
 * @throws StatusError when the API server refuses one
 */
export function createCoreObjects(client: Client): void {
  for (const object of coreObjects()) {
    const { apiVersion, kind, metadata } = object;
    const { namespace, name = '' } = metadata;
    const id = { apiVersion, kind, namespace, name };
    if (client.resolve(object) && !client.get(id)) {
      client.create(object, { fieldManager: 'kustomize-controller' });
    }
  }
}

/**
 * The Core layer: what the platform brings before any abstraction and tenant, in the order of creation.
 * The API server itself seeds the namespaces `default` and `kube-*` and the roles; CRDs are not among it either.
 */
export function coreObjects(): KubernetesObject[] {
  return [
    ...NAMESPACES.map(namespaceObject),
    storageClass(),
    ...gateway(),
    ...kafka(),
  ];
}

function namespaceObject(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function storageClass(): KubernetesObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'standard',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'rancher.io/local-path',
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
}

function gateway(): KubernetesObject[] {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'GatewayClass',
      metadata: { name: 'cilium' },
      spec: { controllerName: 'io.cilium/gateway-controller' },
    },
    {
      apiVersion,
      kind: 'Gateway',
      metadata: { name: 'atlas', namespace: 'gateway' },
      spec: {
        gatewayClassName: 'cilium',
        listeners: [
          {
            name: 'http',
            port: 80,
            protocol: 'HTTP',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    },
  ];
}

/** The shared Kafka: one combined node, and the listener that Topics bind to. */
function kafka(): KubernetesObject[] {
  const apiVersion = 'kafka.strimzi.io/v1';
  return [
    {
      apiVersion,
      kind: 'KafkaNodePool',
      metadata: {
        name: 'combined',
        namespace: 'kafka',
        labels: { 'strimzi.io/cluster': 'atlas' },
      },
      spec: {
        replicas: 1,
        roles: ['controller', 'broker'],
        storage: {
          type: 'jbod',
          volumes: [
            {
              id: 0,
              type: 'persistent-claim',
              size: '5Gi',
              kraftMetadata: 'shared',
            },
          ],
        },
      },
    },
    {
      apiVersion,
      kind: 'Kafka',
      metadata: { name: 'atlas', namespace: 'kafka' },
      spec: {
        kafka: {
          version: '4.3.1',
          authorization: { type: 'simple' },
          listeners: [
            {
              name: 'tls',
              port: 9093,
              type: 'internal',
              tls: true,
              authentication: { type: 'scram-sha-512' },
            },
          ],
          config: {
            'default.replication.factor': 1,
            'min.insync.replicas': 1,
            'offsets.topic.replication.factor': 1,
            'transaction.state.log.min.isr': 1,
            'transaction.state.log.replication.factor': 1,
          },
        },
        entityOperator: { topicOperator: {}, userOperator: {} },
      },
    },
  ];
}
