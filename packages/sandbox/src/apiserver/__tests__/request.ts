import { request as httpsRequest } from 'node:https';

/** A raw answer. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  bytes: Buffer;
}

/** Sends one request as it stands and waits for the end of the answer. */
export function rawRequest(
  server: { url: string; caCertificate: string },
  options: {
    method: string;
    path: string;
    headers?: Record<string, string>;
    body?: string | Buffer;
  },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      `${server.url}${options.path}`,
      {
        method: options.method,
        headers: {
          ...options.headers,
          ...(options.body
            ? { 'content-length': String(Buffer.byteLength(options.body)) }
            : {}),
        },
        ca: server.caCertificate,
        agent: false,
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
            bytes: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
