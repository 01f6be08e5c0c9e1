import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { startApiServer } from '../../apiserver';
import { Client, ObjectId } from '../../client/client';
import { createEventRecorder } from '../../client/eventRecorder';
import { bundledCrds } from '../../crds';
import { ControllerContext } from '../../controllers/controller';
import {
  ForgeUnderTest,
  forgeUnderTest,
  TOKEN,
} from '../../forge/testing/forgeUnderTest';
import { asFields, asText, conditionsOf, statusOf } from '../fields';
import { GIT_REPOSITORY, KUSTOMIZATION } from '../fluxTypes';
import { Flux, startFlux } from '../startFlux';
import { idOf } from '../statusWriter';

const ADMIN = { fieldManager: 'test' };

/** An API server, a forge with `atlas/platform` and Flux, for one test file. */
export interface ClusterWithFlux {
  client: Client;
  forge: ForgeUnderTest;
  flux: Flux;
  context: ControllerContext;
  log: string[];
  /** Applies manifests as a person would. */
  apply(...objects: KubernetesObject[]): void;
  /** Changes fields of an object. */
  patch(id: ObjectId, patch: JsonObject): void;
  /** Waits until the object is as wanted, and returns it; fails with what it was at last. */
  until(
    id: ObjectId,
    wanted: (object: KubernetesObject) => boolean,
  ): Promise<KubernetesObject>;
  /** Waits until an object is gone. */
  gone(id: ObjectId): Promise<void>;
  /** Commits files to `main` (`null` removes) and returns the revision that Flux gives it. */
  commit(files: Record<string, string | null>): Promise<string>;
  /** Messages of the events about an object. */
  events(name: string): string[];
  end(): Promise<void>;
}

/** Starts all three. */
export async function clusterWithFlux(
  files: Record<string, string>,
): Promise<ClusterWithFlux> {
  const log: string[] = [];
  const forge = await forgeUnderTest(files);
  const server = await startApiServer({
    tokens: [],
    log: line => log.push(line),
  });
  const { client } = server;
  for (const crd of bundledCrds().filter(isFlux)) client.create(crd, ADMIN);
  const context: ControllerContext = {
    client,
    recordEvent: createEventRecorder(client, line => log.push(line)),
    timing: {
      imagePull: 0,
      containerStart: 0,
      databaseBootstrap: 0,
      operator: 0,
    },
    log: line => log.push(line),
  };
  const flux = await startFlux(context, {
    cacheDir: join(forge.scratch, 'flux'),
  });
  await until(client, () => client.resolve(KUSTOMIZATION) !== undefined);
  client.create(namespace('flux-system'), ADMIN);
  return {
    client,
    forge,
    flux,
    context,
    log,
    apply: (...objects) =>
      objects.forEach(object =>
        client.apply(object, { ...ADMIN, force: true }),
      ),
    patch: (id, patch) => {
      client.patch(id, patch, ADMIN);
    },
    async until(id, wanted) {
      let last: KubernetesObject | undefined;
      try {
        await until(client, () => {
          last = client.resolve(id) && client.get(id);
          return last !== undefined && wanted(last);
        });
      } catch {
        throw new Error(
          `${id.kind} ${id.name} is not as wanted: ${JSON.stringify(
            last?.status ?? last,
            null,
            2,
          )}\n${log.join('\n')}`,
        );
      }
      if (!last) throw new Error(`${id.kind} ${id.name} is not there`);
      return last;
    },
    gone: id => until(client, () => !client.get(id)),
    commit: changes => commit(forge, changes),
    events: name =>
      client
        .list({ apiVersion: 'v1', kind: 'Event' })
        .filter(event => asFields(event.involvedObject).name === name)
        .map(event => `${event.type} ${event.reason} ${event.message}`),
    async end() {
      await flux.stop();
      await server.stop();
      await forge.end();
    },
  };
}

/** A Namespace. */
export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** A GitRepository `flux-system/platform` on `main` of the forge. */
export function gitRepository(
  { forge }: ForgeUnderTest,
  spec: JsonObject = {},
): KubernetesObject {
  return {
    ...GIT_REPOSITORY,
    metadata: { name: 'platform', namespace: 'flux-system' },
    spec: {
      interval: '10m',
      url: `${forge.url}/atlas/platform.git`,
      ref: { branch: 'main' },
      ...spec,
    },
  };
}

/** A Kustomization of that source in `flux-system`. */
export function kustomization(
  name: string,
  spec: JsonObject,
): KubernetesObject {
  return {
    ...KUSTOMIZATION,
    metadata: { name, namespace: 'flux-system' },
    spec: {
      interval: '10m',
      retryInterval: '1s',
      prune: true,
      sourceRef: { kind: 'GitRepository', name: 'platform' },
      ...spec,
    },
  };
}

/** A ConfigMap's YAML. */
export function configMap(
  name: string,
  data: string,
  namespaceName = 'team-a',
): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ${namespaceName}\ndata:\n  value: ${data}\n`;
}

/** `reason: message` of the Ready condition. */
export function readyOf(object: KubernetesObject): string {
  const ready = conditionsOf(object).find(({ type }) => type === 'Ready');
  return ready ? `${ready.status} ${ready.reason}: ${ready.message}` : '';
}

/** Whether the revision was applied and is Ready. */
export function hasApplied(
  revision: string,
): (object: KubernetesObject) => boolean {
  return object =>
    asText(statusOf(object).lastAppliedRevision) === revision &&
    readyOf(object).startsWith('True');
}

export const id = (object: KubernetesObject): ObjectId => idOf(object);

function isFlux({ metadata }: KubernetesObject): boolean {
  return metadata.name?.endsWith('.toolkit.fluxcd.io') === true;
}

async function until(_: Client, condition: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('not within 20 s');
    await delay(10);
  }
}

async function commit(
  { api }: ForgeUnderTest,
  changes: Record<string, string | null>,
): Promise<string> {
  const files = await Promise.all(
    Object.entries(changes).map(async ([path, content]) => {
      const { status, body } = await api(
        'GET',
        `/repos/atlas/platform/contents/${path}`,
        undefined,
        TOKEN,
      );
      return {
        operation: content === null ? 'delete' : 'upload',
        path,
        ...(content === null
          ? {}
          : { content: Buffer.from(content).toString('base64') }),
        ...(status === 200 ? { sha: body.sha } : {}),
      };
    }),
  );
  const { status, body } = await api('POST', '/repos/atlas/platform/contents', {
    message: 'Change',
    files,
  });
  if (status !== 201) throw new Error(`commit: ${JSON.stringify(body)}`);
  return `main@sha1:${body.commit.sha}`;
}
