import { randomBytes } from 'node:crypto';
import { stampConditions } from '../conditions';
import { ControllerContext, runController } from '../controller';
import { fields } from '../fields';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';
import { KAFKA, KAFKA_NAMESPACE } from './strimziKafka';

const TOPIC = { apiVersion: 'kafka.strimzi.io/v1', kind: 'KafkaTopic' };
const MANAGER = 'strimzi-topic-operator';
const RETRY_MS = 1_000;

/**
 * Imitates the topic operator of Strimzi 1.2, which runs with a Kafka of the namespace `kafka`: a KafkaTopic
 * labelled with that Kafka gets its name, an id and Ready. Without such a Kafka nobody looks at it.
 * Leaves out: partitions and configuration in Kafka, deletion of topics, unmanaged and paused topics.
 */
export function startStrimziTopics(context: ControllerContext): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  return runController(context, {
    name: MANAGER,
    type: TOPIC,
    reconcile: ({ namespace, name }) => {
      if (namespace !== KAFKA_NAMESPACE) return {};
      const topic = client.get({ ...TOPIC, namespace, name });
      if (!topic || topic.metadata.deletionTimestamp) return {};
      const cluster = topic.metadata.labels?.['strimzi.io/cluster'] ?? '';
      if (!cluster || !client.get({ ...KAFKA, namespace, name: cluster })) {
        return { requeueAfter: RETRY_MS };
      }
      const wait = seen.remaining(topic, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      const before = fields(topic.status);
      writeStatus(
        client,
        topic,
        {
          conditions: stampConditions(
            [{ type: 'Ready', status: 'True' }],
            before.conditions,
          ),
          observedGeneration: topic.metadata.generation,
          topicId: before.topicId ?? randomBytes(16).toString('base64url'),
          topicName: fields(topic.spec).topicName ?? name,
        },
        MANAGER,
      );
      return {};
    },
  });
}
