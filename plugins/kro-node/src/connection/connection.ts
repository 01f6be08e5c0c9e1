import http from 'node:http';
import { KubeConfig } from '@kubernetes/client-node';
import { ask, linesOf, textOf } from './answer';
import { apiErrorFrom, ConnectionLostError } from './errors';
import { Silence, SILENCE_LIMITS, SilenceLimits } from './silence';

/** Where the cluster is and how the portal signs in. */
export interface ConnectionOptions {
  /** Path of a kubeconfig file. Default: in-cluster, else `KUBECONFIG`, else `~/.kube/config`. */
  kubeconfig?: string;
  /** A context of that file. Default: its current context. */
  context?: string;
}

/** One line of a watch. */
export interface WatchLine {
  type: string;
  object: unknown;
}

/** The two ways in which the portal reads a cluster. Nothing here can write. */
export interface ClusterConnection {
  /**
   * The JSON at a path of the API server.
   *
   * @throws ApiError when the server refuses, ConnectionLostError when it cannot be reached or says nothing.
   */
  get(path: string, options: { signal: AbortSignal }): Promise<unknown>;
  /**
   * Calls back with every line of a watch; resolves when the server ends it.
   *
   * @throws as `get`.
   */
  watch(
    path: string,
    onLine: (line: WatchLine) => void,
    options: { signal: AbortSignal },
  ): Promise<void>;
}

const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/;

/**
 * client-node refuses plain HTTP unless TLS verification is off. A server on the same machine needs no
 * TLS, so for those the check is lifted; for any other it stands.
 */
function allowPlainLoopback(config: KubeConfig): void {
  config.clusters = config.clusters.map(cluster =>
    LOOPBACK.test(cluster.server)
      ? { ...cluster, skipTLSVerify: true }
      : cluster,
  );
}

function loadKubeConfig(options: ConnectionOptions): KubeConfig {
  const config = new KubeConfig();
  if (options.kubeconfig) config.loadFromFile(options.kubeconfig);
  else config.loadFromDefault();
  if (options.context) {
    if (!config.getContextObject(options.context)) {
      throw new ConnectionLostError(
        `the kubeconfig has no context '${
          options.context
        }' (kro.cluster.context); it has ${config
          .getContexts()
          .map(context => `'${context.name}'`)
          .join(', ')}`,
      );
    }
    config.setCurrentContext(options.context);
  }
  allowPlainLoopback(config);
  return config;
}

/** The address of the API server, without a slash at its end. */
function serverOf(config: KubeConfig): string {
  const server = config.getCurrentCluster()?.server;
  if (!server) {
    throw new ConnectionLostError(
      'the kubeconfig names no cluster; set kro.cluster.kubeconfig',
    );
  }
  return server.replace(/\/$/, '');
}

type ReadAnswer<T> = (
  answer: http.IncomingMessage,
  silence: Silence,
) => Promise<T>;

async function exchange<T>(
  config: KubeConfig,
  path: string,
  silence: Silence,
  read: ReadAnswer<T>,
): Promise<T> {
  const answer = await ask(config, `${serverOf(config)}${path}`, silence);
  if (answer.statusCode !== 200) {
    const text = await textOf(answer, silence);
    throw apiErrorFrom(path, answer.statusCode ?? 0, text);
  }
  return await read(answer, silence);
}

/**
 * Connects as a kubeconfig says: certificates, tokens, exec plugins and proxies are client-node's matter.
 * The kubeconfig is read again after a lost connection, so that a rebuilt cluster is found. The connection to a server
 * that accepts it and then says nothing counts as lost after the time that `limits` gives.
 */
export function createConnection(
  options: ConnectionOptions,
  limits: SilenceLimits = SILENCE_LIMITS,
): ClusterConnection {
  let loaded: KubeConfig | undefined;

  async function read<T>(
    path: string,
    stopping: AbortSignal,
    parse: ReadAnswer<T>,
  ): Promise<T> {
    try {
      loaded ??= loadKubeConfig(options);
      const [resource] = path.split('?');
      const question = `GET ${serverOf(loaded)}${resource}`;
      const silence = new Silence(question, stopping);
      silence.allow(limits.answer);
      return await silence.during(exchange(loaded, path, silence, parse));
    } catch (error) {
      const failure = ConnectionLostError.from(error);
      if (failure instanceof ConnectionLostError) loaded = undefined;
      throw failure;
    }
  }

  return {
    get: (path, { signal }) =>
      read(path, signal, async (answer, silence) =>
        JSON.parse(await textOf(answer, silence)),
      ),
    watch: (path, onLine, { signal }) =>
      read(path, signal, async (answer, silence) => {
        silence.allow(limits.watch);
        for await (const line of linesOf(answer, silence)) {
          onLine(JSON.parse(line));
        }
      }),
  };
}
