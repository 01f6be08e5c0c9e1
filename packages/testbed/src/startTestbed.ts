import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNTS } from './access/accounts';
import {
  Credentials,
  readCredentials,
  writeCredentials,
} from './access/credentials';
import { writeKubeconfig } from './access/kubeconfig';
import { ensureTools } from './build/ensureTools';
import { deliver } from './cluster/delivery';
import { ForgeTokens, startForge } from './forge/startForge';
import { PartContext } from './parts/controlPlane';
import { layoutOf } from './parts/layout';
import { choosePorts } from './process/choosePorts';
import { Parts } from './process/parts';
import { Cluster, startCluster } from './startCluster';
import { Testbed, TestbedOptions } from './testbed';

/**
 * Builds what is missing, then starts the control plane, the platform's controllers and the forge, and resolves when
 * the abstractions of the delivery repository are served (or evidently never will be). The kubeconfig is written
 * last. What a former run has left in the state directory is taken up again.
 *
 * @throws TestbedError when something cannot be built, or does not start: with what to do, or the last lines of the
 *   part's log; an AbortError
 */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const { signal } = options;
  const tools = await ensureTools({
    cache: options.cache,
    onProgress: options.onProgress ?? (() => undefined),
    signal,
  });
  const onStage = options.onStage ?? (() => undefined);
  onStage('programs built');
  mkdirSync(options.state, { recursive: true });
  const parts = new Parts();
  const context = { parts, tools, layout: layoutOf(options.state), onStage };
  try {
    return await parts.whileRunning(start(context, options));
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function start(
  context: PartContext,
  options: TestbedOptions,
): Promise<Testbed> {
  const { parts, tools, onStage } = context;
  const credentials = readCredentials(options.state);
  const ports = await choosePorts(options);
  const [cluster, forge] = await Promise.all([
    startCluster(context, {
      tokens: {
        admin: credentials.clusterAdmin,
        portal: credentials.clusterPortal,
      },
      platform: options.platform,
      ports,
      signal: options.signal,
    }),
    startForge(context, {
      port: ports.forge,
      platform: options.platform,
      empty: options.empty ?? false,
      known: forgeTokens(credentials),
      signal: options.signal,
    }),
  ]);
  const { api, url } = cluster;
  writeCredentials(options.state, {
    ...credentials,
    forgeOwner: forge.tokens.owner,
    forgePortal: forge.tokens.portal,
  });
  try {
    if (!options.empty) {
      await deliver(api, {
        forge,
        platform: options.platform,
        receiverPort: ports.receiver,
        receiverToken: credentials.receiver,
        onStage,
        signal: options.signal,
      });
    }
  } finally {
    api.end();
  }
  return {
    apiUrl: url,
    ...writeKubeconfigs(options, credentials, cluster),
    forge: {
      url: forge.url,
      repository: forge.repository,
      token: forge.tokens.portal,
    },
    kubectl: tools.program('kubectl'),
    processes: parts.list(),
    crashed: parts.crashed,
    stop: () => parts.stop(),
  };
}

function forgeTokens({
  forgeOwner,
  forgePortal,
}: Partial<Credentials>): ForgeTokens | undefined {
  return forgeOwner && forgePortal
    ? { owner: forgeOwner, portal: forgePortal }
    : undefined;
}

function writeKubeconfigs(
  options: TestbedOptions,
  credentials: Pick<Credentials, 'clusterAdmin' | 'clusterPortal'>,
  { url, caCertificate }: Cluster,
) {
  const kubeconfig = options.kubeconfig ?? join(options.state, 'kubeconfig');
  const portalKubeconfig = join(options.state, 'portal.kubeconfig');
  writeKubeconfig(portalKubeconfig, {
    url,
    caCertificate,
    token: credentials.clusterPortal,
    user: ACCOUNTS.portal.name,
  });
  writeKubeconfig(kubeconfig, {
    url,
    caCertificate,
    token: credentials.clusterAdmin,
    user: ACCOUNTS.admin.name,
  });
  return { kubeconfig, portalKubeconfig };
}
