import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import { PortalForge } from '../../../portalEnvironment';
import { Cluster } from '../../cluster/cluster';
import { ObjectRef } from '../../cluster/clusterObject';
import { waitUntil } from '../../waitUntil';
import { connectGitea } from '../../git/giteaHost';
import { GIT_PORTAL_TOKEN } from '../../git/gitToken';
import { ownToken, PORTAL_ACCOUNT, setWebhook } from '../../git/ownGitea';
import { PlatformError } from '../../platformError';
import { done, Step } from '../../report/step';
import { applyNoted, clusterOf, gitOf, UpContext } from '../upContext';
import { RECEIVER_TOKEN, webhookPath } from './fluxSteps';
import { randomSecret } from './gitSteps';

const TOKEN_LIMIT_MS = 60_000;

const ACCOUNT: ObjectRef = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  name: 'mini-atlas-portal',
  namespace: 'backstage',
};

const TOKEN: ObjectRef = {
  apiVersion: 'v1',
  kind: 'Secret',
  name: 'mini-atlas-portal-token',
  namespace: ACCOUNT.namespace,
};

/** Where the portal's kubeconfig is kept. */
export const portalKubeconfig = (state: string) =>
  join(state, 'portal.kubeconfig');

const RECEIVER_SERVICE = 'http://webhook-receiver.flux-system.svc';

/** The ways in of the portal: it reads the cluster, and proposes changes in Git. */
export interface PortalAccess {
  kubeconfig: string;
  forge: PortalForge;
}

/** Gives the portal its accounts with just the rights that it needs, and the forge its webhook. */
export function portalStep(
  context: UpContext,
  found: (access: PortalAccess) => void,
): Step {
  return {
    name: 'portal-account',
    title: 'Give the portal its accounts',
    async run(says) {
      const { settings } = context;
      const cluster = clusterOf(context);
      const token = await clusterToken(context, says);
      const kubeconfig = portalKubeconfig(settings.state);
      writeFileSync(kubeconfig, kubeconfigWith(cluster, token), {
        mode: 0o600,
      });
      const { host } = gitOf(context);
      const { token: forgeToken, says: how } = await forgeAccess(context);
      found({
        kubeconfig,
        forge: {
          provider: host.provider,
          url: host.address.host,
          repository: host.address.path,
          token: forgeToken,
        },
      });
      return done(`The portal may read the cluster, but no Secret. ${how}`);
    },
  };
}

/** A token that outlives this command, of a Secret that the administrator makes. */
async function clusterToken(
  context: UpContext,
  says: (text: string) => void,
): Promise<string> {
  const cluster = clusterOf(context);
  if (!(await cluster.read(ACCOUNT))) throw noAccount(cluster);
  const { name, namespace } = TOKEN;
  await applyNoted(context, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      annotations: { 'kubernetes.io/service-account.name': ACCOUNT.name },
    },
    type: 'kubernetes.io/service-account-token',
  });
  let token = '';
  await waitUntil(
    async () => {
      const { token: encoded } = ((await cluster.read(TOKEN))?.data ?? {}) as {
        token?: string;
      };
      token = Buffer.from(encoded ?? '', 'base64').toString();
      return token
        ? undefined
        : `waiting for Secret ${namespace}/${name}: its token`;
    },
    {
      says,
      limitMs: Math.min(context.settings.timeoutMs, TOKEN_LIMIT_MS),
      signal: context.signal,
      tooLong: async () =>
        new PlatformError(
          'NotReady',
          `The cluster's controllers put no token into Secret ${namespace}/${name}.`,
          {
            next: `Look at it: kubectl --kubeconfig ${cluster.kubeconfig} describe secret ${name} -n ${namespace}`,
          },
        ),
    },
  );
  return token;
}

function noAccount({ kubeconfig }: Cluster): PlatformError {
  return new PlatformError(
    'NotThere',
    `There is no ServiceAccount ${ACCOUNT.namespace}/${ACCOUNT.name}: the repository's foundation/access does not bring it.`,
    {
      next: `Put kind/foundation/access of this Mini-Atlas into the repository, or go without the portal: --no-portal (kubectl --kubeconfig ${kubeconfig} get kustomizations -A shows what is there)`,
    },
  );
}

/** The administrator's kubeconfig with another account in it. */
function kubeconfigWith(
  { kubeconfig, context }: Cluster,
  token: string,
): string {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  const authority =
    cluster?.caData ??
    (cluster?.caFile && readFileSync(cluster.caFile).toString('base64'));
  const name = 'mini-atlas';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: cluster?.server,
          'certificate-authority-data': authority,
        },
      },
    ],
    users: [{ name: ACCOUNT.name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: ACCOUNT.name } }],
    'current-context': name,
  });
}

async function forgeAccess(
  context: UpContext,
): Promise<{ token: string; says: string }> {
  const { host } = gitOf(context);
  const { credentials, address } = host;
  if (context.settings.git) {
    const own = process.env[GIT_PORTAL_TOKEN];
    return {
      token: own || credentials.password,
      says: own
        ? `In Git it uses the token from ${GIT_PORTAL_TOKEN}.`
        : `In Git it uses your token; give it one of its own with ${GIT_PORTAL_TOKEN}.`,
    };
  }
  const api = connectGitea(address.host, credentials, 'gitea-admin');
  const token = await ownToken(api, PORTAL_ACCOUNT, {
    repository: address.path,
    password: randomSecret(),
  });
  await connectWebhook(context, api);
  return { token, says: 'In Git it may write to the one repository.' };
}

/** Every push is told to Flux; without it, Flux looks every ten seconds. */
async function connectWebhook(
  context: UpContext,
  api: ReturnType<typeof connectGitea>,
): Promise<void> {
  const path = await webhookPath(context);
  const secret = await clusterOf(context).read(RECEIVER_TOKEN);
  const { token } = (secret?.data ?? {}) as { token?: string };
  if (!path || !token) return;
  await setWebhook(api, {
    repository: gitOf(context).host.address.path,
    url: `${RECEIVER_SERVICE}${path}`,
    secret: Buffer.from(token, 'base64').toString(),
  });
}
