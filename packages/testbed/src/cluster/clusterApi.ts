import { Agent, request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { TestbedError } from '../testbedError';

/** What the API server answered. */
export interface ClusterAnswer {
  status: number;
  /** As it came; JSON unless the server says otherwise. */
  text: string;
}

/** An administrator's way to the API server, on a few kept connections. */
export interface ClusterApi {
  /** Sends a request whatever comes of it. @throws the system's error when nobody answers */
  call(
    method: string,
    path: string,
    body?: { type: string; text: string },
  ): Promise<ClusterAnswer>;
  /** Reads JSON, again after a second when the server asks for that. @throws TestbedError with its answer when it refuses */
  get<T>(path: string): Promise<T>;
  end(): void;
}

const CONNECTIONS = 8;
const PATIENCE = 10;
/** What the API server says in `Retry-After`. */
const RETRY_AFTER_MS = 1_000;

/** Connects to an API server. */
export function connectCluster(access: {
  url: string;
  caCertificate: string;
  token: string;
}): ClusterApi {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: CONNECTIONS,
    ca: access.caCertificate,
  });
  const call: ClusterApi['call'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        `${access.url}${path}`,
        {
          method,
          agent,
          headers: {
            authorization: `Bearer ${access.token}`,
            accept: 'application/json',
            ...(body
              ? {
                  'content-type': body.type,
                  // Node sends the body of a DELETE without saying how long it is.
                  'content-length': Buffer.byteLength(body.text),
                }
              : {}),
          },
        },
        incoming => {
          let text = '';
          incoming.setEncoding('utf8');
          incoming.on('data', (chunk: string) => {
            text += chunk;
          });
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, text }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body?.text);
    });
  return {
    call,
    async get(path) {
      let answer = await call('GET', path);
      // As clients in Go do: a kind whose storage is still being made ready answers so.
      for (let i = 0; answer.status === 429 && i < PATIENCE; i++) {
        await delay(RETRY_AFTER_MS);
        answer = await call('GET', path);
      }
      if (answer.status !== 200) throw refusal('GET', path, answer);
      return JSON.parse(answer.text);
    },
    end: () => agent.destroy(),
  };
}

/** What the server refused, in its words. */
export function refusal(
  method: string,
  path: string,
  { status, text }: ClusterAnswer,
): TestbedError {
  return new TestbedError(
    `The API server answered ${method} ${path} with ${status}: ${text.trim()}`,
  );
}
