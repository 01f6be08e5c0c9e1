import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Forge } from '../forge/startForge';
import { setWebhook } from '../forge/webhook';
import { StartStage } from '../testbed';
import { applyObjects } from './applyObjects';
import { ClusterApi } from './clusterApi';
import { parseObjects } from './layPlatform';
import { waitUntil } from './waitUntil';

const FLUX = 'flux-system';
const RECEIVERS = `/apis/notification.toolkit.fluxcd.io/v1/namespaces/${FLUX}/receivers`;
const FOUNDATION = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${FLUX}/kustomizations/foundation`;
const DEFINITIONS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
/** The end of the inventory's names of cluster-scoped definitions; they begin with `_`. */
const DEFINITION = '_kro.run_ResourceGraphDefinition';
const RECEIVER_LIMIT_MS = 30_000;
const FOUNDATION_LIMIT_MS = 60_000;

/**
 * Tells Flux about the delivery repository, with what the platform's tree has for that in `flux/platform.yaml`, and
 * the forge about Flux's receiver; waits for the abstractions.
 *
 * @throws TestbedError when API server or forge refuse something
 */
export async function deliver(
  api: ClusterApi,
  {
    forge,
    platform,
    receiverPort,
    receiverToken,
    onStage,
    signal,
  }: {
    forge: Pick<Forge, 'url' | 'repository' | 'api'>;
    platform: string;
    receiverPort: number;
    receiverToken: string;
    onStage: (stage: StartStage) => void;
    signal?: AbortSignal;
  },
): Promise<void> {
  const url = `${forge.url}/${forge.repository}.git`;
  const text = readFileSync(join(platform, 'flux', 'platform.yaml'), 'utf8');
  await applyObjects(api, [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'receiver-token', namespace: FLUX },
      stringData: { token: receiverToken },
    },
    ...parseObjects(text.replaceAll('${GIT_REPOSITORY_URL}', url)),
  ]);
  let path: string | undefined;
  await waitUntil(
    "An address for the forge's webhook",
    async () => {
      path = await webhookPath(api);
      return path !== undefined;
    },
    { limitMs: RECEIVER_LIMIT_MS, signal },
  );
  await setWebhook(forge.api, {
    repository: forge.repository,
    url: `http://127.0.0.1:${receiverPort}${path}`,
    secret: receiverToken,
  });
  onStage('webhook set');
  await foundationSettled(api, signal);
  onStage('abstractions served');
}

interface Receiver {
  status?: { webhookPath?: string };
}

async function webhookPath(api: ClusterApi): Promise<string | undefined> {
  const { items } = await api.get<{ items: Receiver[] }>(RECEIVERS);
  return items.find(({ status }) => status?.webhookPath)?.status?.webhookPath;
}

interface Condition {
  type: string;
  status: string;
  reason: string;
}

interface Kustomization {
  status?: {
    lastAttemptedRevision?: string;
    conditions?: Condition[];
    /** What it has applied, by `<namespace>_<name>_<group>_<kind>`. */
    inventory?: { entries?: { id: string }[] };
  };
}

interface Definition {
  metadata: { name: string };
  status?: { conditions?: Condition[] };
}

/**
 * Waits until the abstractions are served, or evidently never will be: their Kustomization has been tried and is
 * ready, stalled, or being tried again after a failure. A broken one must not keep everything else from starting, so
 * it gives up waiting after a minute.
 *
 * Flux looks only every five seconds whether what it has applied is ready; KRO says so at once.
 */
async function foundationSettled(
  api: ClusterApi,
  signal?: AbortSignal,
): Promise<void> {
  const enough = Date.now() + FOUNDATION_LIMIT_MS;
  const isSettledOrServed = async () => {
    const foundation = await api.get<Kustomization>(FOUNDATION);
    return isSettled(foundation) || areServed(foundation, api);
  };
  await waitUntil(
    'The abstractions served',
    async () => Date.now() > enough || isSettledOrServed(),
    { limitMs: 2 * FOUNDATION_LIMIT_MS, signal },
  );
}

/** One that only waits for its source says Ready=False, too, and has attempted nothing. */
function isSettled({ status }: Kustomization): boolean {
  const { lastAttemptedRevision, conditions = [] } = status ?? {};
  if (!lastAttemptedRevision) return false;
  return conditions.some(
    ({ type, status: value, reason }) =>
      (type === 'Ready' && value === 'True') ||
      (type === 'Stalled' && value === 'True') ||
      (type === 'Reconciling' && reason === 'ProgressingWithRetry'),
  );
}

/** Whether all definitions that a Kustomization has applied are ready. */
async function areServed(
  { status }: Kustomization,
  api: ClusterApi,
): Promise<boolean> {
  const applied = (status?.inventory?.entries ?? [])
    .filter(({ id }) => id.endsWith(DEFINITION))
    .map(({ id }) => id.slice(1, -DEFINITION.length));
  if (applied.length === 0) return false;
  const { items } = await api.get<{ items: Definition[] }>(DEFINITIONS);
  const ready = items.filter(isReady).map(({ metadata }) => metadata.name);
  return applied.every(name => ready.includes(name));
}

function isReady({ status }: Definition): boolean {
  return (status?.conditions ?? []).some(
    ({ type, status: value }) => type === 'Ready' && value === 'True',
  );
}
