import http from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as a fake host sees it. */
export interface FakeRequest {
  method: string;
  /** Below the API's base address, decoded. */
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  /** Parsed JSON; an empty object without a body. */
  body: Record<string, unknown>;
}

/** What a fake host answers: JSON, or a text as it is. */
export interface FakeAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Loses the answer to a request after doing it, never answers it, or answers something else. */
export type Fault = 'lose' | 'hang' | FakeAnswer;

/** A server on a port of its own that answers below `base`, with faults where a test wants them. */
export async function serveFakeHost(
  base: string,
  answer: (request: FakeRequest) => FakeAnswer,
) {
  const faults: { method: string; path: RegExp; fault: Fault }[] = [];
  const requests: FakeRequest[] = [];
  const server = http.createServer(async (incoming, response) => {
    const request = await read(incoming, base);
    requests.push(request);
    const at = faults.findIndex(
      ({ method, path }) =>
        method === request.method && path.test(request.path),
    );
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0].fault;
    if (fault === 'hang') return;
    const given = typeof fault === 'object' ? fault : answer(request);
    if (fault === 'lose') {
      response.destroy();
      return;
    }
    const { status, body, headers } = given;
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    /** Once, for the next such request. */
    fault(method: string, path: RegExp, fault: Fault) {
      faults.push({ method, path, fault });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

async function read(
  incoming: http.IncomingMessage,
  base: string,
): Promise<FakeRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname).replace(base, ''),
    query: url.searchParams,
    headers: incoming.headers,
    body: text === '' ? {} : JSON.parse(text),
  };
}
