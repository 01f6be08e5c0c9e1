import { KubernetesObject } from '@mini-atlas/kro';
import { jsonEqual } from '../../schema/jsonEqual';
import { stampConditions } from '../conditions';
import { ControllerContext, Key, runController } from '../controller';
import { Fields, fields, items, labelsOf, text } from '../fields';
import { controllerReference } from '../ownership';
import { writeStatus } from '../statusWriter';
import { createFirstSeen } from '../firstSeen';
import { secretData, secretValue } from './secretData';
import { CERTIFICATE_KEY, certificateSecretName } from './strimziCertificate';
import { KAFKA } from './strimziKafka';
import { USER } from './strimziUser';

const ACCESS = {
  apiVersion: 'access.strimzi.io/v1alpha1',
  kind: 'KafkaAccess',
};
const SECRET = { apiVersion: 'v1', kind: 'Secret' };
const MANAGER = 'kafka-access-operator';

/**
 * Imitates the Kafka access operator 0.3 in every namespace: a Secret of type `servicebinding.io/kafka` with
 * the listener's address, its certificate authority where it has TLS, and the user's SCRAM credentials,
 * `status.binding.name` and Ready; MissingKubernetesResource
 * while the Kafka, the user or its Secret is not there.
 * Leaves out: TLS users, choosing a listener by the user's authentication when none is named.
 */
export function startStrimziAccess(context: ControllerContext): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  const all = (): Key[] =>
    client
      .list(ACCESS)
      .map(({ metadata: { namespace, name = '' } }) => ({ namespace, name }));
  return runController(context, {
    name: MANAGER,
    type: ACCESS,
    watches: [
      { type: KAFKA, keysOf: all },
      { type: USER, keysOf: all },
      {
        type: SECRET,
        keysOf: ({ metadata }) =>
          metadata.name?.endsWith(certificateSecretName('')) ? all() : [],
      },
    ],
    reconcile: key => {
      const access = client.get({ ...ACCESS, ...key });
      if (!access || access.metadata.deletionTimestamp) return {};
      const wait = seen.remaining(access, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      const found = connection(context, access);
      if ('missing' in found) {
        refuse(context, access, found.missing);
        return {};
      }
      bind(context, access, found.data);
      return {};
    },
  });
}

type Connection = { data: Record<string, string> } | { missing: string };

function connection(
  { client }: ControllerContext,
  access: KubernetesObject,
): Connection {
  const spec = fields(access.spec);
  const own = access.metadata.namespace;
  const kafkaId = reference(fields(spec.kafka), own);
  const kafka = client.get({ ...KAFKA, ...kafkaId });
  if (!kafka) return missing('Kafka', kafkaId);
  const user = spec.user
    ? userData(client, fields(spec.user), own)
    : { data: {} };
  if ('missing' in user) return user;
  const listener = listenerOf(kafka, text(fields(spec.kafka).listener));
  if (!listener) return missing('Listener of Kafka', kafkaId);
  const bootstrap = text(listener.status.bootstrapServers);
  const protocol = protocolOf(listener.spec);
  return {
    data: {
      type: 'kafka',
      provider: 'strimzi',
      ...user.data,
      'bootstrap.servers': bootstrap,
      bootstrapServers: bootstrap,
      'bootstrap-servers': bootstrap,
      'security.protocol': protocol,
      securityProtocol: protocol,
      ...(listener.spec.tls ? certificateOf(client, kafkaId) : {}),
    },
  };
}

function userData(
  client: ControllerContext['client'],
  userReference: Fields,
  own: string | undefined,
): Connection {
  const id = reference(userReference, own);
  const user = client.get({ ...USER, ...id });
  if (!user) return missing('KafkaUser', id);
  const status = fields(user.status);
  const secretName = text(status.secret);
  if (!secretName) return missing('Secret in KafkaUser status', id);
  const secret = client.get({
    ...SECRET,
    namespace: id.namespace,
    name: secretName,
  });
  if (!secret) return missing(`Secret ${secretName} for KafkaUser`, id);
  const credentials = labelsOf(secret.data);
  const username = text(status.username);
  return {
    data: {
      username,
      user: username,
      'sasl.mechanism': 'SCRAM-SHA-512',
      saslMechanism: 'SCRAM-SHA-512',
      password: secretValue(credentials, 'password'),
      'sasl.jaas.config': secretValue(credentials, 'sasl.jaas.config'),
    },
  };
}

/** The authority that vouches for a Kafka's listeners; nothing as long as there is none. */
function certificateOf(
  client: ControllerContext['client'],
  { namespace, name }: { namespace?: string; name: string },
): Record<string, string> {
  const secret = client.get({
    ...SECRET,
    namespace,
    name: certificateSecretName(name),
  });
  return secret
    ? {
        'ssl.truststore.crt': secretValue(
          labelsOf(secret.data),
          CERTIFICATE_KEY,
        ),
      }
    : {};
}

function listenerOf(kafka: KubernetesObject, name: string) {
  const matches = (listener: Fields) => !name || listener.name === name;
  const spec = items(fields(fields(kafka.spec).kafka).listeners).find(matches);
  const status = items(fields(kafka.status).listeners).find(
    listener => listener.name === spec?.name,
  );
  return spec && status ? { spec, status } : undefined;
}

function protocolOf({ tls, authentication }: Fields): string {
  const scram = fields(authentication).type === 'scram-sha-512';
  if (scram) return tls ? 'SASL_SSL' : 'SASL_PLAINTEXT';
  return tls ? 'SSL' : 'PLAINTEXT';
}

function bind(
  context: ControllerContext,
  access: KubernetesObject,
  data: Record<string, string>,
): void {
  const spec = fields(access.spec);
  const { name = '', namespace, generation } = access.metadata;
  const secretName = text(spec.secretName) || name;
  writeSecret(context, access, secretName, secretData(data));
  const former = text(fields(fields(access.status).binding).name);
  if (former && former !== secretName) {
    context.client.delete({ ...SECRET, namespace, name: former });
  }
  writeStatus(
    context.client,
    access,
    {
      binding: { name: secretName },
      conditions: stampConditions(
        [{ type: 'Ready', status: 'True', reason: 'Ready', message: 'Ready' }],
        fields(access.status).conditions,
      ),
      observedGeneration: generation,
    },
    MANAGER,
  );
}

function writeSecret(
  { client }: ControllerContext,
  access: KubernetesObject,
  name: string,
  data: Record<string, string>,
): void {
  const { namespace } = access.metadata;
  const existing = client.get({ ...SECRET, namespace, name });
  if (existing) {
    if (!jsonEqual(labelsOf(existing.data), data)) {
      client.update(
        { ...structuredClone(existing), data },
        { fieldManager: MANAGER },
      );
    }
    return;
  }
  const template = fields(
    fields(fields(fields(access.spec).template).secret).metadata,
  );
  client.create(
    {
      ...SECRET,
      metadata: {
        name,
        namespace,
        annotations: labelsOf(template.annotations),
        labels: {
          ...labelsOf(template.labels),
          'app.kubernetes.io/managed-by': MANAGER,
        },
        ownerReferences: [
          {
            ...controllerReference(access),
            controller: false,
            blockOwnerDeletion: false,
          },
        ],
      },
      type: 'servicebinding.io/kafka',
      data,
    },
    { fieldManager: MANAGER },
  );
}

function refuse(
  { client }: ControllerContext,
  access: KubernetesObject,
  message: string,
): void {
  const status = fields(access.status);
  writeStatus(
    client,
    access,
    {
      ...status,
      conditions: stampConditions(
        [
          {
            type: 'Ready',
            status: 'False',
            reason: 'MissingKubernetesResource',
            message,
          },
        ],
        status.conditions,
      ),
      observedGeneration: access.metadata.generation,
    },
    MANAGER,
  );
}

function reference(of: Fields, own: string | undefined) {
  return { namespace: text(of.namespace) || own, name: text(of.name) };
}

function missing(
  type: string,
  { namespace, name }: { namespace?: string; name: string },
): Connection {
  return { missing: `${type} ${namespace}/${name} missing` };
}
