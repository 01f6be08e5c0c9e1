import { ObjectRef, textOf } from '../../cluster/clusterObject';
import { oneLine } from '../../cluster/events';
import { Health, healthOf } from '../../cluster/health';
import {
  Culprit,
  describeCulprit,
  findCulprit,
  FLUX_NAMESPACE,
  Layer,
  readLayers,
  RECEIVER,
  ROOT,
  SOURCE,
} from '../../cluster/layers';
import { waitUntil } from '../../waitUntil';
import { GIT_FLUX_TOKEN } from '../../git/gitToken';
import { PlatformError } from '../../platformError';
import { done, Step } from '../../report/step';
import { Manifest } from '../../tree/manifest';
import { applyNoted, clusterOf, gitOf, UpContext } from '../upContext';
import { notReadyError } from '../waitForObjects';
import { randomSecret } from './gitSteps';

const SOURCE_LIMIT_MS = 180_000;

const NOTHING_YET = `waiting for Kustomization ${FLUX_NAMESPACE}/${ROOT.name} to bring the others`;

const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/** Flux looks at once at an object on which this changes, and says when it has. */
const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';

/** What the forge signs its calls of Flux with. */
export const RECEIVER_TOKEN: ObjectRef = {
  ...SECRET,
  name: 'receiver-token',
  namespace: FLUX_NAMESPACE,
};

/** What Flux reads a private repository with. */
const GIT_SECRET: ObjectRef = {
  ...SECRET,
  name: 'platform-git',
  namespace: FLUX_NAMESPACE,
};

/** Tells Flux where the platform is; everything else follows from that. */
export function rootStep(context: UpContext): Step {
  return {
    name: 'root',
    title: 'Tell Flux where the platform is',
    async run(says) {
      const { clusterUrl, isPublic } = gitOf(context);
      const cluster = clusterOf(context);
      if (!(await cluster.read(RECEIVER_TOKEN))) {
        await applyNoted(
          context,
          secret(RECEIVER_TOKEN, { token: randomSecret() }),
        );
      }
      if (!isPublic) {
        await applyNoted(context, secret(GIT_SECRET, fluxCredentials(context)));
      }
      const requestedAt = new Date().toISOString();
      const asked = { [REQUESTED_AT]: requestedAt };
      await applyNoted(context, sourceOf(clusterUrl, { isPublic, asked }));
      await waitForSource(context, requestedAt, says);
      await applyNoted(context, rootOf(clusterUrl, asked));
      return done(
        `Flux follows ${clusterUrl}${
          isPublic ? '' : ', signed in with a token'
        }.`,
      );
    },
  };
}

function secret(
  { name, namespace }: ObjectRef,
  stringData: Record<string, string>,
): Manifest {
  return { ...SECRET, metadata: { name, namespace }, stringData };
}

/** A token of its own where one is given: it only has to read. */
function fluxCredentials(context: UpContext): Record<string, string> {
  const { username, password } = gitOf(context).host.credentials;
  return { username, password: process.env[GIT_FLUX_TOKEN] || password };
}

const metadataOf = ({ name, namespace }: ObjectRef) => ({ name, namespace });

/** As in the tree; there it is filled in by the root. */
function sourceOf(
  url: string,
  { isPublic, asked }: { isPublic: boolean; asked: Record<string, string> },
): Manifest {
  return {
    apiVersion: SOURCE.apiVersion,
    kind: SOURCE.kind,
    metadata: { ...metadataOf(SOURCE), annotations: asked },
    spec: {
      url,
      ref: { branch: 'main' },
      interval: '10s',
      timeout: '60s',
      ...(isPublic ? {} : { secretRef: { name: GIT_SECRET.name } }),
    },
  };
}

function rootOf(url: string, asked: Record<string, string>): Manifest {
  return {
    apiVersion: ROOT.apiVersion,
    kind: ROOT.kind,
    metadata: { ...metadataOf(ROOT), annotations: asked },
    spec: {
      sourceRef: { kind: SOURCE.kind, name: SOURCE.name },
      path: './flux',
      prune: true,
      wait: false,
      interval: '10m',
      retryInterval: '15s',
      timeout: '2m',
      postBuild: { substitute: { GIT_REPOSITORY_URL: url } },
    },
  };
}

/** A repository that cannot be fetched is told at once, not after the layers' patience. */
async function waitForSource(
  context: UpContext,
  requestedAt: string,
  says: (text: string) => void,
): Promise<void> {
  const cluster = clusterOf(context);
  let health: Health = { ready: false };
  await waitUntil(
    async () => {
      const source = await cluster.read(SOURCE);
      const isHandled = source?.status?.lastHandledReconcileAt === requestedAt;
      // What it said before it was asked again may be true no more.
      health =
        source && isHandled
          ? healthOf(source)
          : { ready: false, message: 'Flux has not fetched it yet' };
      if (health.ready) return undefined;
      if (/authentication|authorization/i.test(health.message ?? '')) {
        throw await notReadyError(cluster, SOURCE, health);
      }
      return `waiting for ${textOf(SOURCE)}: ${oneLine(health.message ?? '')}`;
    },
    {
      says,
      limitMs: Math.min(context.settings.timeoutMs, SOURCE_LIMIT_MS),
      signal: context.signal,
      tooLong: () => notReadyError(cluster, SOURCE, health),
    },
  );
}

/** What Flux tries again and again without ever getting further: nobody needs to wait for it that long. */
const HOPELESS = ['BuildFailed', 'ReconciliationFailed', 'ArtifactFailed'];
const PATIENCE_MS = 180_000;

/** Waits until every layer is ready, and says which is not and why. */
export function layersStep(context: UpContext): Step {
  const { settings, signal } = context;
  return {
    name: 'layers',
    title: 'Wait until Flux has brought everything',
    async run(says) {
      const cluster = clusterOf(context);
      const patience = patienceWith(Math.min(PATIENCE_MS, settings.timeoutMs));
      let layers: Layer[] = [];
      let culprit: Culprit | undefined;
      await waitUntil(
        async () => {
          layers = await readLayers(cluster);
          culprit = await findCulprit(cluster, layers);
          if (!culprit) return layers.length > 1 ? undefined : NOTHING_YET;
          if (patience.isOver(culprit)) {
            throw await notReadyError(cluster, culprit.ref, culprit.health);
          }
          const ready = layers.filter(({ health }) => health.ready).length;
          return `${ready} of ${
            layers.length
          } ready: waiting for ${describeCulprit(culprit)}`;
        },
        {
          says,
          limitMs: settings.timeoutMs,
          signal,
          tooLong: async missing =>
            culprit
              ? notReadyError(cluster, culprit.ref, culprit.health)
              : new PlatformError('NotReady', `Flux did nothing: ${missing}`, {
                  next: `Look at it: kubectl --kubeconfig ${cluster.kubeconfig} get pods -n ${FLUX_NAMESPACE}`,
                }),
        },
      );
      return done(`All ${layers.length} layers are ready.`);
    },
  };
}

/** Says when the same layer has failed hopelessly for too long. */
function patienceWith(limitMs: number) {
  let since = 0;
  let known = '';
  return {
    isOver({ ref, health }: Culprit): boolean {
      const hopeless = HOPELESS.includes(health.reason ?? '');
      const name = `${ref.kind}/${ref.name}/${health.reason}`;
      if (!hopeless || name !== known) since = Date.now();
      known = name;
      return hopeless && Date.now() - since > limitMs;
    },
  };
}

/** The webhook's path, which Flux makes up. */
export async function webhookPath(
  context: UpContext,
): Promise<string | undefined> {
  const receiver = await clusterOf(context).read({
    ...RECEIVER,
    name: 'platform',
    namespace: FLUX_NAMESPACE,
  });
  const path = receiver?.status?.webhookPath;
  return typeof path === 'string' ? path : undefined;
}
