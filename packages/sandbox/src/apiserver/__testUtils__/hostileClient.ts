import { Agent, request } from 'node:https';
import { HostileRequest } from './hostileRequest';

/** What came back of a hostile request; of a watch, only its head. */
export interface HostileAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** Sends requests as one user over kept connections, just as they are spelled. */
export function hostileClient(
  server: { url: string; caCertificate: string },
  token: string,
): { send(hostile: HostileRequest): Promise<HostileAnswer>; end(): void } {
  const { hostname, port } = new URL(server.url);
  const agent = new Agent({ keepAlive: true, ca: server.caCertificate });
  return {
    end: () => agent.destroy(),
    send: ({ method, path, contentType, accept, body }) =>
      new Promise((resolve, reject) => {
        const call = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: {
              authorization: `Bearer ${token}`,
              ...(contentType ? { 'content-type': contentType } : {}),
              ...(accept ? { accept } : {}),
              ...(body === undefined
                ? {}
                : { 'content-length': Buffer.byteLength(body) }),
            },
          },
          answer => {
            const head = {
              status: answer.statusCode ?? 0,
              contentType: answer.headers['content-type'] ?? '',
            };
            if (answer.headers['transfer-encoding'] === 'chunked') {
              resolve({ ...head, body: '' });
              answer.destroy();
              return;
            }
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', chunk => {
              text += chunk;
            });
            answer.on('error', reject);
            answer.on('end', () => resolve({ ...head, body: text }));
          },
        );
        call.on('error', reject);
        call.end(body);
      }),
  };
}
