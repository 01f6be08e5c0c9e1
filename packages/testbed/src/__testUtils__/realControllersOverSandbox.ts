import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox, startSandbox } from '@mini-atlas/sandbox';
import { parse } from 'yaml';
import { writeKubeconfig } from '../access/kubeconfig';
import { ensureTools } from '../build/ensureTools';
import { ClusterApi, connectCluster } from '../cluster/clusterApi';
import { deliver } from '../cluster/delivery';
import { layControllers } from '../cluster/layPlatform';
import { connectForge, ForgeApi } from '../forge/forgeApi';
import { DATA_DIRECTORY } from '../packageDirectories';
import { layoutOf } from '../parts/layout';
import { startFlux, startKro } from '../parts/platformControllers';
import { choosePorts } from '../process/choosePorts';
import { Parts } from '../process/parts';
import { TestbedError } from '../testbedError';

/** The delivery repository's tree. */
const PLATFORM = join(DATA_DIRECTORY, '../../../kind');

/** Who the real controllers are; all of them come with the administrator's token here. */
const CONTROLLERS = [
  'kro',
  'source-controller',
  'kustomize-controller',
  'notification-controller',
];

/** The sandbox's API server, forge and workloads, with the real KRO and the real Flux at work on them. */
export interface RealControllers {
  sandbox: Sandbox;
  /** The cluster as an administrator. */
  api: ClusterApi;
  /** Commits files (`null` removes) to the delivery repository's main branch. */
  commit(files: Record<string, string | null>): Promise<void>;
  /** Resolves when a controller ends by itself. */
  crashed: Promise<TestbedError>;
  /** Where the controllers' logs are. */
  logs: string;
  stop(): Promise<void>;
}

/**
 * Starts a sandbox without its own imitations of KRO and Flux, and the real programs in their place.
 *
 * @param state - a directory for what both write
 */
export async function realControllersOverSandbox(
  state: string,
): Promise<RealControllers> {
  const tools = await ensureTools({ onProgress: () => undefined });
  const sandbox = await startSandbox({
    state: join(state, 'sandbox'),
    platform: PLATFORM,
    controllers: ['workloads', 'operators'],
  });
  const layout = layoutOf(state);
  const access = accessOf(sandbox.kubeconfig);
  for (const user of CONTROLLERS) {
    writeKubeconfig(layout.kubeconfig(user), { ...access, user });
  }
  mkdirSync(layout.etcd, { recursive: true });
  const { url, repository } = sandbox.forge;
  const { forgeOwner, receiver } = JSON.parse(
    readFileSync(join(state, 'sandbox', 'credentials.json'), 'utf8'),
  );
  const forge = connectForge(url, forgeOwner);
  const parts = new Parts();
  const api = connectCluster(access);
  const stop = async () => {
    api.end();
    await parts.stop();
    await sandbox.stop();
  };
  try {
    const ports = await choosePorts({});
    const onStage = () => undefined;
    const context = { parts, tools, layout, onStage };
    await layControllers(api, {
      tools,
      data: DATA_DIRECTORY,
      platform: PLATFORM,
    });
    await startKro(context);
    await startFlux(context, ports);
    await parts.whileRunning(
      deliver(api, {
        forge: { url, repository, api: forge },
        platform: PLATFORM,
        receiverPort: ports.receiver,
        receiverToken: receiver,
        onStage,
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox,
    api,
    commit: files => commit(forge, repository, files),
    crashed: parts.crashed,
    logs: join(state, 'logs'),
    stop,
  };
}

async function commit(
  forge: ForgeApi,
  repository: string,
  files: Record<string, string | null>,
): Promise<void> {
  const contents = `/repos/${repository}/contents`;
  const shaOf = async (path: string) =>
    (await forge.call<{ sha: string }>('GET', `${contents}/${path}`)).sha;
  await forge.call('POST', contents, {
    branch: 'main',
    message: Object.keys(files).join(', '),
    files: await Promise.all(
      Object.entries(files).map(async ([path, content]) =>
        content === null
          ? { operation: 'delete', path, sha: await shaOf(path) }
          : {
              operation: 'upload',
              path,
              content: Buffer.from(content).toString('base64'),
            },
      ),
    ),
  });
}

function accessOf(kubeconfig: string) {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
  return {
    url: clusters[0].cluster.server,
    caCertificate: Buffer.from(
      clusters[0].cluster['certificate-authority-data'],
      'base64',
    ).toString(),
    token: users[0].user.token,
  };
}
