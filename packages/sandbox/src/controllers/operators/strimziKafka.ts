import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { count, Fields, fields, items } from '../fields';
import { controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';
import { ensureCertificate, ROOT_CERTIFICATE } from './strimziCertificate';

/** The type of a Strimzi Kafka. */
export const KAFKA = { apiVersion: 'kafka.strimzi.io/v1', kind: 'Kafka' };
const NODE_POOL = { apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaNodePool' };
const SERVICE = { apiVersion: 'v1', kind: 'Service' };
const MANAGER = 'strimzi-cluster-operator';
/** The namespace the operator watches. */
export const KAFKA_NAMESPACE = 'kafka';

/**
 * Imitates the cluster operator of Strimzi 1.2 for `Kafka` objects in the namespace `kafka`: the bootstrap
 * Service, and a Ready status with the addresses of each internal listener and the node pools (which are asked
 * for only where their CRD is served).
 * Leaves out: brokers (no pods), certificates of its own (the cluster's stands in), external listeners, rolling changes, Cruise Control, Connect.
 */
export function startStrimziKafka(context: ControllerContext): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  return runController(context, {
    name: MANAGER,
    type: KAFKA,
    watches: [
      {
        type: NODE_POOL,
        keysOf: ({ metadata: { namespace, labels } }) => {
          const name = labels?.['strimzi.io/cluster'];
          return name ? [{ namespace, name }] : [];
        },
      },
      {
        type: ROOT_CERTIFICATE,
        keysOf: ({ metadata: { namespace, name } }) =>
          namespace === KAFKA_NAMESPACE && name === ROOT_CERTIFICATE.name
            ? client.list(KAFKA, { namespace }).map(({ metadata }) => ({
                namespace,
                name: metadata.name ?? '',
              }))
            : [],
      },
    ],
    reconcile: key => {
      if (key.namespace !== KAFKA_NAMESPACE) return {};
      const kafka = client.get({ ...KAFKA, ...key });
      if (!kafka || kafka.metadata.deletionTimestamp) return {};
      const wait = seen.remaining(kafka, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      ensureBootstrapService(context, kafka);
      ensureCertificate(client, kafka, MANAGER);
      writeStatus(client, kafka, kafkaStatus(context, kafka), MANAGER);
      return {};
    },
  });
}

function kafkaStatus(
  { client }: ControllerContext,
  kafka: KubernetesObject,
): Fields {
  const { name, namespace, generation } = kafka.metadata;
  const spec = fields(fields(kafka.spec).kafka);
  const servesPools = client.resolve(NODE_POOL) !== undefined;
  const pools = servesPools
    ? client.list(NODE_POOL, {
        namespace,
        labelSelector: `strimzi.io/cluster=${name}`,
      })
    : [];
  const version = spec.version ?? '4.3.1';
  const before = fields(kafka.status);
  return {
    clusterId: before.clusterId ?? randomBytes(16).toString('base64url'),
    conditions: stampConditions(
      [
        pools.length > 0 || !servesPools
          ? { type: 'Ready', status: 'True' }
          : {
              type: 'NotReady',
              status: 'True',
              reason: 'InvalidConfigurationException',
              message: `No KafkaNodePools found for Kafka cluster ${name}`,
            },
      ],
      before.conditions,
    ),
    kafkaMetadataVersion: spec.metadataVersion ?? '4.3-IV0',
    kafkaNodePools: pools.map(pool => ({ name: pool.metadata.name })),
    kafkaVersion: version,
    listeners: items(spec.listeners).map(listener =>
      listenerStatus(listener, `${name}-kafka-bootstrap.${namespace}.svc`),
    ),
    observedGeneration: generation,
    operatorLastSuccessfulVersion: '1.2.0',
  };
}

function listenerStatus(listener: Fields, host: string): Fields {
  const port = count(listener.port);
  return {
    name: listener.name,
    addresses: [{ host, port }],
    bootstrapServers: `${host}:${port}`,
  };
}

function ensureBootstrapService(
  { client }: ControllerContext,
  kafka: KubernetesObject,
): void {
  const { namespace, name: cluster = '' } = kafka.metadata;
  const name = `${cluster}-kafka-bootstrap`;
  if (client.get({ ...SERVICE, namespace, name })) return;
  const listeners = items(fields(fields(kafka.spec).kafka).listeners);
  const labels = {
    'strimzi.io/cluster': cluster,
    'strimzi.io/kind': 'Kafka',
    'strimzi.io/name': `${cluster}-kafka`,
  };
  client.create(
    {
      ...SERVICE,
      metadata: {
        name,
        namespace,
        labels: { ...labels, 'app.kubernetes.io/managed-by': MANAGER },
        ownerReferences: [{ ...controllerReference(kafka), controller: false }],
      },
      spec: {
        type: 'ClusterIP',
        selector: { ...labels, 'strimzi.io/broker-role': 'true' },
        ports: listeners.map(listener => ({
          name: `tcp-${listener.name}`,
          port: count(listener.port),
          targetPort: count(listener.port),
          protocol: 'TCP',
        })),
      },
    },
    { fieldManager: MANAGER },
  );
}
