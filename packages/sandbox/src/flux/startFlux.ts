import { ControllerContext } from '../controllers/controller';
import { startFluxServer } from './fluxServer';
import { runKustomizations } from './kustomize/kustomizationController';
import { runReceivers } from './receiver/receiverController';
import { Artifacts } from './source/artifacts';
import { runGitRepositories } from './source/gitRepositoryController';

/** Running Flux controllers. */
export interface Flux {
  /** Base address of the hooks: a Receiver's is this and its `status.webhookPath`. */
  receiverUrl: string;
  /** Ends them; what is under way is broken off. */
  stop(): Promise<void>;
}

/**
 * Runs what Flux's source-, kustomize- and notification-controller do with GitRepository, Kustomization and Receiver.
 * Fetched repositories are kept in `cacheDir`; `port` (default: a free one) serves artifacts and hooks on loopback.
 */
export async function startFlux(
  context: ControllerContext,
  { cacheDir, port = 0 }: { cacheDir: string; port?: number },
): Promise<Flux> {
  const artifacts = new Artifacts(cacheDir);
  const stopping = new AbortController();
  const server = await startFluxServer(
    context.client,
    artifacts,
    port,
    context.log,
  );
  const settings = {
    artifacts,
    signal: stopping.signal,
    artifactUrl: () => server.url,
  };
  const ends = [
    runGitRepositories(context, settings),
    runKustomizations(context, settings),
    runReceivers(context),
  ];
  return {
    receiverUrl: server.url,
    async stop() {
      ends.forEach(end => end());
      stopping.abort();
      await server.stop();
    },
  };
}
