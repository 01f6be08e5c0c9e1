import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { Client } from '../client/client';
import { answerHook } from './receiver/answerHook';
import { Artifacts } from './source/artifacts';

const LARGEST_HOOK = 1024 * 1024;

/** A running HTTP server on the loopback address. */
export interface FluxServer {
  /** Base address, e.g. `http://127.0.0.1:9292`. */
  url: string;
  stop(): Promise<void>;
}

/** Serves source-controller's artifacts and notification-controller's hooks on one port. */
export async function startFluxServer(
  client: Client,
  artifacts: Artifacts,
  port: number,
  log: (line: string) => void,
): Promise<FluxServer> {
  const server = createServer((request, response) => {
    answer(client, artifacts, request, response, log).catch(error => {
      log(`flux: ${error instanceof Error ? error.message : error}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  return {
    url: `http://127.0.0.1:${await listen(server, port)}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  client: Client,
  artifacts: Artifacts,
  request: IncomingMessage,
  response: ServerResponse,
  log: (line: string) => void,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  if (request.method === 'POST' && path.startsWith('/hook/')) {
    const body = await readBody(request);
    const status = body
      ? answerHook(client, path, { headers: request.headers, body }, log)
      : 413;
    response.writeHead(status).end();
    return;
  }
  const archive =
    request.method === 'GET' ? await artifacts.read(path.slice(1)) : undefined;
  if (archive) {
    response.writeHead(200, { 'Content-Type': 'application/gzip' });
    response.end(archive);
  } else {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('404 page not found\n');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_HOOK) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
