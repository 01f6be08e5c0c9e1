import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import {
  asFields,
  asList,
  asText,
  Fields,
  isConditionTrue,
  specOf,
  statusOf,
} from '../fields';
import {
  GIT_REPOSITORY,
  KUSTOMIZATION,
  RECEIVER,
  REQUESTED_AT,
} from '../fluxTypes';
import { idOf } from '../statusWriter';
import { receiverToken } from './receiverController';
import { HookRequest, senderFault } from './verifySender';

/** Kinds that a receiver may wake. */
const KINDS = [GIT_REPOSITORY, KUSTOMIZATION];

/** Wakes what the Receiver of that path names. Returns the HTTP status. */
export function answerHook(
  client: Client,
  path: string,
  request: HookRequest,
  log: (line: string) => void,
): number {
  const receiver = receiverAt(client, path);
  if (!receiver) return 404;
  const spec = specOf(receiver);
  if (spec.suspend === true || !isConditionTrue(receiver, 'Ready')) return 503;
  const fault = senderFault(
    String(spec.type),
    receiverToken(client, receiver) ?? '',
    asList(spec.events).map(String),
    request,
  );
  if (fault) {
    log(`notification-controller: unable to validate payload: ${fault}`);
    return 400;
  }
  const found = asList(spec.resources).map(entry =>
    resourcesOf(client, receiver, asFields(entry)),
  );
  const now = new Date().toISOString();
  for (const object of found.flat()) {
    client.patch(
      idOf(object),
      { metadata: { annotations: { [REQUESTED_AT]: now } } },
      { fieldManager: 'notification-controller' },
    );
  }
  return found.some(objects => objects.length === 0) ? 500 : 200;
}

function receiverAt(
  client: Client,
  path: string,
): KubernetesObject | undefined {
  return client.resolve(RECEIVER)
    ? client
        .list(RECEIVER)
        .find(receiver => statusOf(receiver).webhookPath === path)
    : undefined;
}

function resourcesOf(
  client: Client,
  receiver: KubernetesObject,
  entry: Fields,
): KubernetesObject[] {
  const type = KINDS.find(({ kind }) => kind === entry.kind);
  const name = asText(entry.name);
  if (!type || !name) return [];
  const namespace = asText(entry.namespace) ?? receiver.metadata.namespace;
  if (name === '*') {
    const labels = Object.entries(asFields(entry.matchLabels));
    const labelSelector = labels
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    return labelSelector ? client.list(type, { namespace, labelSelector }) : [];
  }
  const object = client.get({ ...type, name, namespace });
  return object ? [object] : [];
}
