import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { apiErrorFrom, ConnectionLostError } from './errors';

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
   * @throws ApiError when the server refuses, ConnectionLostError when it cannot be reached.
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

const KEEP_ALIVE_MS = 15_000;
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

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function* linesOf(response: http.IncomingMessage) {
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(line => line.trim() !== '');
  }
}

/**
 * Connects as a kubeconfig says: certificates, tokens, exec plugins and proxies are client-node's matter.
 * The kubeconfig is read again after a lost connection, so that a rebuilt cluster is found.
 */
export function createConnection(
  options: ConnectionOptions,
): ClusterConnection {
  let loaded: KubeConfig | undefined;

  async function open(
    path: string,
    signal: AbortSignal,
  ): Promise<http.IncomingMessage> {
    loaded ??= loadKubeConfig(options);
    const server = loaded.getCurrentCluster()?.server;
    if (!server) {
      throw new ConnectionLostError(
        'the kubeconfig names no cluster; set kro.cluster.kubeconfig',
      );
    }
    const request: https.RequestOptions = {
      headers: { accept: 'application/json' },
    };
    await loaded.applyToHTTPSOptions(request);
    const url = new URL(`${server.replace(/\/$/, '')}${path}`);
    const client = url.protocol === 'http:' ? http : https;
    return await new Promise((resolve, reject) => {
      client
        .get(url, { ...request, signal }, resolve)
        .on('socket', socket => socket.setKeepAlive(true, KEEP_ALIVE_MS))
        .on('error', reject);
    });
  }

  async function exchange<T>(
    path: string,
    signal: AbortSignal,
    read: (response: http.IncomingMessage) => Promise<T>,
  ): Promise<T> {
    try {
      const response = await open(path, signal);
      if (response.statusCode !== 200) {
        const text = await textOf(response);
        throw apiErrorFrom(path, response.statusCode ?? 0, text);
      }
      return await read(response);
    } catch (error) {
      const failure = ConnectionLostError.from(error);
      if (failure instanceof ConnectionLostError) loaded = undefined;
      throw failure;
    }
  }

  return {
    get: (path, { signal }) =>
      exchange(path, signal, async response =>
        JSON.parse(await textOf(response)),
      ),
    watch: (path, onLine, { signal }) =>
      exchange(path, signal, async response => {
        for await (const line of linesOf(response)) onLine(JSON.parse(line));
      }),
  };
}
