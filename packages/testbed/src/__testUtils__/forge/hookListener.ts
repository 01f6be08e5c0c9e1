import { once } from 'node:events';
import { createServer, IncomingHttpHeaders } from 'node:http';
import { AddressInfo } from 'node:net';

/** One delivery of a webhook. */
export interface HookCall {
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server that webhooks may call. */
export interface HookListener {
  url: string;
  /** Waits until there were as many calls, and returns all of them. */
  calls(count: number): Promise<HookCall[]>;
  end(): Promise<void>;
}

/** Listens on a free port of the loopback address. */
export async function hookListener(): Promise<HookListener> {
  const calls: HookCall[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', chunk => {
      text += chunk;
    });
    request.on('end', () => {
      calls.push({ headers: request.headers, text });
      response.end();
      server.emit('call');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    async calls(count) {
      while (calls.length < count) await once(server, 'call');
      return calls;
    },
    async end() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What a delivery tells, without what it tells about it. */
export function summaryOf({ headers, text }: HookCall): object {
  const body = JSON.parse(text);
  return {
    event: headers['x-gitea-event'],
    type: headers['x-gitea-event-type'],
    target: headers['x-gitea-hook-installation-target-type'],
    ref: body.ref,
    action: body.action,
    fields: Object.keys(body).sort().join(' '),
  };
}

/** Deliveries may overtake one another. */
export function inSteadyOrder(calls: HookCall[]): HookCall[] {
  const keyOf = (call: HookCall) => JSON.stringify(summaryOf(call));
  return [...calls].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
