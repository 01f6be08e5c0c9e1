import { builtinTypes } from '../builtin/types';
import { Client } from '../client/client';
import { createInProcessClient } from '../client/inProcessClient';
import { quotaRefusal } from '../controllers/workloads/quotaUsage';
import { Store } from '../store/store';
import { authenticator, Token } from './authenticate';
import { Backend } from './backend';
import { certificates } from './certificates';
import { runCrdController } from './crdController';
import { requestHandler } from './requestHandler';
import { seed } from './seeds';
import { listenTls } from './tlsServer';
import { TypeRegistry } from './typeRegistry';

/** How to start an API server. */
export interface ApiServerOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Only the loopback interface is served. */
  host?: '127.0.0.1';
  /** Who may come, by bearer token. `system:masters` may do everything; others what roles say. */
  tokens: Token[];
  /** For the sandbox's own log: one line, no secrets. */
  log(line: string): void;
  /** Where certificates are kept; in memory unless given. */
  certificateDirectory?: string;
  /** How many changes of each resource a watch can resume over. */
  historyLimit?: number;
  /** Revisions are above this one; 0 unless given. */
  firstRevision?: number;
}

/** A running API server. */
export interface ApiServer {
  /** `https://127.0.0.1:PORT`. */
  url: string;
  /** The certificate authority to trust, PEM. */
  caCertificate: string;
  /** The same server without the wire. */
  client: Client;
  /** Ends all watches and connections at once. */
  stop(): Promise<void>;
}

/**
 * Starts an empty cluster's API server with its namespaces and roles.
 * Rejects with `EADDRINUSE` when the port is taken.
 */
export async function startApiServer(
  options: ApiServerOptions,
): Promise<ApiServer> {
  const { port = 0, host = '127.0.0.1', tokens, log } = options;
  const store = new Store(
    error =>
      log(
        `a listener failed: ${
          error instanceof Error ? error.stack ?? error.message : error
        }`,
      ),
    options.historyLimit,
    options.firstRevision,
  );
  const backend = new Backend(store, new TypeRegistry(builtinTypes()), log);
  const client = createInProcessClient(backend);
  backend.quotaRefusal = (object, before) =>
    quotaRefusal(client, object, before);
  const endCrds = runCrdController(backend);
  seed(client);

  const pems = await certificates(options.certificateDirectory);
  const handle = requestHandler(backend, authenticator(tokens), log);
  const server = await listenTls({ host, port }, pems, (request, response) => {
    void handle(request, response);
  });
  return {
    url: `https://${host}:${server.port}`,
    caCertificate: pems.caCertificate,
    client,
    async stop() {
      endCrds();
      store.close();
      await server.stop();
    },
  };
}
