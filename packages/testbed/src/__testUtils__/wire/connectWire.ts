import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

/** A request as it goes over the wire. */
export interface WireCall {
  method: string;
  path: string;
  /** Media type of the body; default: JSON. */
  type?: string;
  /** An object, or the text itself. */
  body?: unknown;
  /** Default: JSON. */
  accept?: string;
}

/** What came back. */
export interface WireAnswer {
  status: number;
  text: string;
  /** The texts of its `Warning` headers. */
  warnings: string[];
}

/** A way to an API server on which also headers can be seen. */
export interface Wire {
  send(call: WireCall): Promise<WireAnswer>;
  end(): void;
}

/** Connects as the user of a kubeconfig with a token. */
export function connectWire(kubeconfig: string): Wire {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
  const { cluster } = clusters[0];
  const agent = new Agent({
    keepAlive: true,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
  });
  const headersOf = ({ accept, type, body }: WireCall, text: string) => ({
    authorization: `Bearer ${users[0].user.token}`,
    accept: accept ?? 'application/json',
    ...(body === undefined
      ? {}
      : {
          'content-type': type ?? 'application/json',
          'content-length': Buffer.byteLength(text),
        }),
  });
  return {
    send: call =>
      new Promise((resolve, reject) => {
        const { method, path, body } = call;
        const text =
          typeof body === 'string' ? body : JSON.stringify(body) ?? '';
        const outgoing = request(
          `${cluster.server}${path}`,
          { method, agent, headers: headersOf(call, text) },
          incoming => {
            let answer = '';
            incoming.setEncoding('utf8');
            incoming.on('data', (chunk: string) => {
              answer += chunk;
            });
            incoming.on('error', reject);
            incoming.on('end', () =>
              resolve({
                status: incoming.statusCode ?? 0,
                text: answer,
                warnings: warningsIn(incoming.headers.warning),
              }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(text);
      }),
    end: () => agent.destroy(),
  };
}

/** Node joins headers of one name; each is `299 - "text"`, with quotes escaped. */
function warningsIn(header: string | string[] | undefined): string[] {
  const all = [header ?? []].flat().join(', ');
  return [...all.matchAll(/299 - "((?:\\.|[^"\\])*)"/g)].map(([, text]) =>
    text.replace(/\\(.)/g, '$1'),
  );
}
