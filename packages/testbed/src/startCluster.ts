import { join } from 'node:path';
import { makeCertificates } from './access/certificates';
import { writeAccess } from './access/writeAccess';
import { ClusterApi, connectCluster } from './cluster/clusterApi';
import { layControllers, layCore } from './cluster/layPlatform';
import { waitUntil } from './cluster/waitUntil';
import { DATA_DIRECTORY } from './packageDirectories';
import {
  PartContext,
  startApiServer,
  startKubernetesControllers,
} from './parts/controlPlane';
import { startFlux, startKro, startKwok } from './parts/platformControllers';
import { TestbedPorts } from './process/choosePorts';

const API_LIMIT_MS = 60_000;

/** A running control plane. */
export interface Cluster {
  url: string;
  caCertificate: string;
  /** An administrator's way in. */
  api: ClusterApi;
}

/**
 * Starts the control plane, and with the platform's types and roles its controllers; nothing is delivered to it yet.
 *
 * @param tokens - of those who are no part of the testbed
 * @param platform - the tree that becomes the delivery repository
 * @throws TestbedError when a step fails
 */
export async function startCluster(
  context: PartContext,
  {
    tokens,
    platform,
    ports,
    signal,
  }: {
    tokens: { admin: string; portal: string };
    platform: string;
    ports: TestbedPorts;
    signal?: AbortSignal;
  },
): Promise<Cluster> {
  const { layout, tools } = context;
  const url = `https://127.0.0.1:${ports.api}`;
  const certificates = await makeCertificates(layout.certificates);
  const { caCertificate } = certificates;
  writeAccess({
    tokenFile: layout.tokens,
    kubeconfigOf: layout.kubeconfig,
    url,
    caCertificate,
    people: tokens,
  });
  await startApiServer(context, { ports, certificates });
  const api = connectCluster({ url, caCertificate, token: tokens.admin });
  await waitUntil('The API server ready', () => isReady(api), {
    limitMs: API_LIMIT_MS,
    signal,
  });
  context.onStage('API server ready');
  await startKubernetesControllers(context, certificates);
  const sources = { tools, data: DATA_DIRECTORY, platform, signal };
  const startControllers = async () => {
    await layControllers(api, sources);
    await startKro(context);
    await startFlux(context, ports);
  };
  await Promise.all([
    startControllers(),
    layCore(api, sources, () =>
      startKwok(context, join(DATA_DIRECTORY, 'stages')),
    ),
  ]);
  context.onStage('controllers started');
  return { url, caCertificate, api };
}

async function isReady(api: ClusterApi): Promise<boolean> {
  try {
    return (await api.call('GET', '/readyz')).status === 200;
  } catch {
    // Nothing listens yet.
    return false;
  }
}
