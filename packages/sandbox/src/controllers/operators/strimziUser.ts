import { randomBytes } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields } from '../fields';
import { controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';
import { secretData } from './secretData';
import { KAFKA, KAFKA_NAMESPACE } from './strimziKafka';

/** The type of a Strimzi user. */
export const USER = { apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaUser' };
const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const MANAGER = 'strimzi-user-operator';
const RETRY_MS = 1_000;

/**
 * Imitates the user operator of Strimzi 1.2, which runs with a Kafka of the namespace `kafka`: a KafkaUser
 * with SCRAM authentication gets a Secret of its name with a random password, and Ready.
 * Leaves out: TLS users and their certificates, ACLs and quotas in Kafka, passwords given in a Secret.
 */
export function startStrimziUsers(context: ControllerContext): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  return runController(context, {
    name: MANAGER,
    type: USER,
    reconcile: ({ namespace, name }) => {
      if (namespace !== KAFKA_NAMESPACE) return {};
      const user = client.get({ ...USER, namespace, name });
      if (!user || user.metadata.deletionTimestamp) return {};
      const cluster = user.metadata.labels?.['strimzi.io/cluster'] ?? '';
      if (!cluster || !client.get({ ...KAFKA, namespace, name: cluster })) {
        return { requeueAfter: RETRY_MS };
      }
      const wait = seen.remaining(user, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      ensureUserSecret(context, user, cluster);
      writeStatus(
        client,
        user,
        {
          conditions: stampConditions(
            [{ type: 'Ready', status: 'True' }],
            fields(user.status).conditions,
          ),
          observedGeneration: user.metadata.generation,
          secret: name,
          username: name,
        },
        MANAGER,
      );
      return {};
    },
  });
}

function ensureUserSecret(
  { client }: ControllerContext,
  user: KubernetesObject,
  cluster: string,
): void {
  const { name = '', namespace } = user.metadata;
  if (client.get({ ...SECRET, namespace, name })) return;
  const password = randomBytes(24).toString('base64url');
  client.create(
    {
      ...SECRET,
      metadata: {
        name,
        namespace,
        labels: {
          'app.kubernetes.io/instance': name,
          'app.kubernetes.io/managed-by': MANAGER,
          'app.kubernetes.io/name': MANAGER,
          'app.kubernetes.io/part-of': `strimzi-${name}`,
          'strimzi.io/cluster': cluster,
          'strimzi.io/kind': 'KafkaUser',
        },
        ownerReferences: [
          {
            ...controllerReference(user),
            controller: false,
            blockOwnerDeletion: false,
          },
        ],
      },
      type: 'Opaque',
      data: secretData({
        password,
        'sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${password}";`,
      }),
    },
    { fieldManager: MANAGER },
  );
}
