import http, { IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/**
 * What happens to a request on its way to the forge:
 * - `refused`: it does not arrive, and the connection ends
 * - `answer lost`: the forge does what is asked, and the connection ends before its answer
 * - `silence`: it does not arrive, and there is no answer as long as the proxy runs
 * - a number: it does not arrive; this HTTP status is the answer
 */
export type Fault = 'refused' | 'answer lost' | 'silence' | number;

/** A proxy in front of a forge, which fails the requests that the test chooses. */
export interface FaultyForge {
  url: string;
  /** Decides for each request, e.g. `POST /pulls`; without a fault it passes. */
  fault: (request: string) => Fault | undefined;
  /** Requests that came, as `fault` gets them. */
  readonly requests: string[];
  stop(): Promise<void>;
}

/** Starts a proxy in front of the repository's API at `target`, on a free port, without faults. */
export async function startFaultyForge(target: string): Promise<FaultyForge> {
  const proxy: Pick<FaultyForge, 'fault' | 'requests'> = {
    fault: () => undefined,
    requests: [],
  };
  const server = http.createServer((request, response) => {
    const words = requestWords(request);
    proxy.requests.push(words);
    const fault = proxy.fault(words);
    if (fault === 'silence') return;
    if (typeof fault === 'number') answer(response, fault);
    else if (fault === 'refused') request.socket.destroy();
    else pass(target, request, response, fault === 'answer lost');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  });
}

/** `POST /pulls` for `POST /api/v1/repos/atlas/platform/pulls?x=y`. */
function requestWords({ method, url = '' }: IncomingMessage): string {
  const path = url.split('?')[0].replace(/^\/api\/v1\/repos\/[^/]+\/[^/]+/, '');
  return `${method} ${path}`;
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ message: `fault ${status}` }));
}

function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  loseAnswer: boolean,
): void {
  const { method, headers, url } = request;
  const onward = http.request(`${target}${url}`, { method, headers });
  onward.on('response', reply => {
    if (loseAnswer) {
      reply.resume().on('end', () => request.socket.destroy());
      return;
    }
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(response);
  });
  onward.on('error', () => request.socket.destroy());
  request.pipe(onward);
}
