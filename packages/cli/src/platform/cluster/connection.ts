import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { PlatformError } from '../platformError';

/** An API server that says nothing for so long is not there. */
const SILENCE_MS = 30_000;

/** What the API server answered. */
export interface ApiAnswer {
  status: number;
  /** JSON, unless the server says otherwise. */
  text: string;
}

/** A body, and the media type that it is sent as. */
export interface ApiBody {
  type: string;
  text: string;
}

/** A signed-in way to an API server. */
export interface Connection {
  /** Address of the API server, without a slash at its end. */
  server: string;
  /** Name of the kubeconfig's context. */
  context: string;
  kubeconfig: string;
  /**
   * Sends a request, whatever comes of it.
   *
   * @throws PlatformError ClusterUnreachable when nobody answers
   */
  call(method: string, path: string, body?: ApiBody): Promise<ApiAnswer>;
}

/**
 * Connects as a kubeconfig says; certificates, tokens and exec plugins are client-node's matter. Sends nothing yet.
 *
 * @throws PlatformError KubeconfigInvalid when there is no such file, or no such context in it
 */
export function connect(kubeconfig: string, context?: string): Connection {
  const config = load(kubeconfig, context);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw invalid(
      `${kubeconfig}: its context '${config.getCurrentContext()}' names no cluster of the file.`,
    );
  }
  const server = cluster.server.replace(/\/$/, '');
  return {
    server,
    context: config.getCurrentContext(),
    kubeconfig,
    call: async (method, path, body) => {
      try {
        return await send(config, `${server}${path}`, { method, body });
      } catch (error) {
        throw unreachable(server, kubeconfig, error);
      }
    },
  };
}

function load(path: string, context?: string): KubeConfig {
  if (!existsSync(path)) throw invalid(`There is no kubeconfig ${path}.`);
  const config = new KubeConfig();
  try {
    config.loadFromFile(path);
  } catch (error) {
    throw invalid(
      `${path} is no kubeconfig: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
  const names = config.getContexts().map(({ name }) => name);
  const wanted = context ?? config.getCurrentContext();
  if (!names.includes(wanted)) {
    throw invalid(
      wanted
        ? `${path} has no context '${wanted}'; it has ${
            names.length ? names.join(', ') : 'none'
          }.`
        : `${path} is no kubeconfig, or has no current context.`,
    );
  }
  config.setCurrentContext(wanted);
  allowPlainLoopback(config);
  return config;
}

const LOOPBACK = /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/;

/** client-node refuses plain http; a server on the same machine (`kubectl proxy`) needs no TLS. */
function allowPlainLoopback(config: KubeConfig): void {
  config.clusters = config.clusters.map(cluster =>
    LOOPBACK.test(cluster.server)
      ? { ...cluster, skipTLSVerify: true }
      : cluster,
  );
}

function invalid(what: string): PlatformError {
  return new PlatformError('KubeconfigInvalid', what, {
    next: 'Give a file that kubectl can use: --kubeconfig FILE, and --context NAME where it has several.',
  });
}

function unreachable(
  server: string,
  kubeconfig: string,
  error: unknown,
): PlatformError {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ECONNREFUSED: 'nobody listens there',
    ENOTFOUND: 'there is no such host',
    ETIMEDOUT: 'it does not answer',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'its certificate is not of the authority that the kubeconfig trusts',
    SELF_SIGNED_CERT_IN_CHAIN:
      'its certificate is not of the authority that the kubeconfig trusts',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'its certificate is not of the authority that the kubeconfig trusts',
  };
  return new PlatformError(
    'ClusterUnreachable',
    `The cluster at ${server} cannot be reached: ${
      reasons[code ?? ''] ?? (message || code)
    }.`,
    {
      next: `See whether it runs: kubectl --kubeconfig ${kubeconfig} version. Then run the same command again; what was done is kept.`,
    },
  );
}

async function send(
  config: KubeConfig,
  address: string,
  { method, body }: { method: string; body?: ApiBody },
): Promise<ApiAnswer> {
  const options: https.RequestOptions = {
    method,
    timeout: SILENCE_MS,
    headers: {
      accept: 'application/json',
      ...(body
        ? {
            'content-type': body.type,
            'content-length': Buffer.byteLength(body.text),
          }
        : {}),
    },
  };
  await config.applyToHTTPSOptions(options);
  const url = new URL(address);
  const { request } = url.protocol === 'http:' ? http : https;
  return await new Promise((resolve, reject) => {
    const outgoing = request(url, options, incoming => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, text }),
      );
    });
    outgoing.on('timeout', () =>
      outgoing.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
    );
    outgoing.on('error', reject);
    outgoing.end(body?.text);
  });
}
