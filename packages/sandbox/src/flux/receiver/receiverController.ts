import { createHash } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { ControllerContext, runController } from '../../controllers/controller';
import { asFields, asText, specOf } from '../fields';
import { RECEIVER } from '../fluxTypes';
import { parseGoDuration } from '../goDuration';
import { addFinalizer, removeFinalizer, StatusWriter } from '../statusWriter';
import { RECEIVER_TYPES } from './verifySender';

const COMPONENT = 'notification-controller';

/** Runs notification-controller's Receiver reconciler, which publishes `status.webhookPath`. Returns what ends it. */
export function runReceivers(context: ControllerContext): () => void {
  const { client } = context;
  return runController(context, {
    name: COMPONENT,
    type: RECEIVER,
    reconcile(key) {
      const object = client.get({ ...RECEIVER, ...key });
      if (!object) return {};
      if (object.metadata.deletionTimestamp) {
        removeFinalizer(client, object, COMPONENT);
        return {};
      }
      const spec = specOf(object);
      if (addFinalizer(client, object, COMPONENT) || spec.suspend === true) {
        return {};
      }
      writeStatus(client, object);
      return { requeueAfter: parseGoDuration(spec.interval, 600_000) };
    },
  });
}

/** The token of a Receiver's Secret; `undefined` when there is none. */
export function receiverToken(
  client: Client,
  receiver: KubernetesObject,
): string | undefined {
  const name = asText(asFields(specOf(receiver).secretRef).name);
  const { namespace } = receiver.metadata;
  const secret =
    name && client.get({ apiVersion: 'v1', kind: 'Secret', name, namespace });
  const token = secret && asText(asFields(secret.data).token);
  return token ? Buffer.from(token, 'base64').toString('utf8') : undefined;
}

function writeStatus(client: Client, object: KubernetesObject): void {
  const status = new StatusWriter(client, object, COMPONENT);
  const type = String(specOf(object).type);
  const token = receiverToken(client, object);
  const { name = '', namespace = '', generation } = object.metadata;
  if (!RECEIVER_TYPES.includes(type)) {
    const message = `the sandbox does not imitate receivers of type '${type}'; it knows ${RECEIVER_TYPES.join(
      ', ',
    )}`;
    status.mark('Ready', 'False', 'ValidationFailed', message);
  } else if (token === undefined) {
    status.set('webhookPath', undefined);
    status.mark(
      'Ready',
      'False',
      'TokenNotFound',
      `unable to read token from the secret of '${namespace}/${name}'`,
    );
  } else {
    const path = `/hook/${sha256(token + name + namespace)}`;
    status.set('webhookPath', path);
    status.set('observedGeneration', generation);
    status.mark(
      'Ready',
      'True',
      'Succeeded',
      `Receiver initialized for path: ${path}`,
    );
  }
  status.acknowledge();
  status.save();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
