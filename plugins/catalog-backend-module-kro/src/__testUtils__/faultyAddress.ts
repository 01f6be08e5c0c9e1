import http from 'node:http';
import https from 'node:https';
import { AddressInfo } from 'node:net';

/** What goes wrong with a LIST: refused with a code, never answered, cut off in the middle, or its second page fails. */
export type Fault = number | 'silence' | 'half an answer' | 'first page only';

/** An address in front of an API server at which reading can be made to fail. */
export class FaultyAddress {
  /** How often the fault was met since it was set. */
  met = 0;
  private fault: { path: string; kind: Fault } | undefined;
  private port = 0;
  private readonly server = http.createServer((request, response) =>
    this.answer(request, response),
  );

  constructor(private readonly target: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on a free port, or on the one it had. */
  async open(): Promise<void> {
    await new Promise<void>(done =>
      this.server.listen(this.port, '127.0.0.1', () => done()),
    );
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Ends every connection; nothing listens any more. */
  async close(): Promise<void> {
    await new Promise<void>(done => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }

  /** Makes the LIST of a collection fail from now on, and ends every watch, so that it is asked for. */
  fail(path: string, kind: Fault): void {
    this.met = 0;
    this.fault = { path, kind };
    this.server.closeAllConnections();
  }

  /** Lets everything be read again. */
  heal(): void {
    this.fault = undefined;
    this.server.closeAllConnections();
  }

  private answer(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): void {
    const url = new URL(request.url ?? '/', this.target);
    const { fault } = this;
    if (fault?.path !== url.pathname || url.searchParams.has('watch')) {
      this.forward(request, response, url);
      return;
    }
    if (fault.kind === 'first page only') {
      url.searchParams.set('limit', '1');
      if (!url.searchParams.has('continue')) {
        this.forward(request, response, url);
        return;
      }
    }
    this.met += 1;
    if (fault.kind === 'half an answer') {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"kind":"List","metadata":{"resourceVersion":"1"},');
      setImmediate(() => response.destroy());
    } else if (fault.kind !== 'silence') {
      const code = typeof fault.kind === 'number' ? fault.kind : 500;
      response.writeHead(code, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ kind: 'Status', message: 'out of order' }));
    }
  }

  private forward(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    url: URL,
  ): void {
    const { method, headers } = request;
    // The certificate is the sandbox's own, made for this run.
    const options = { method, headers, rejectUnauthorized: false };
    const passed = https.request(url, options, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      answer.on('error', () => response.destroy()).pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  }
}
