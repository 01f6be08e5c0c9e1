import { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { HttpError } from './httpError';

const LARGEST = 32 * 1024 * 1024;

/** The request's body, unpacked when it is gzipped. */
export function bodyStream(request: IncomingMessage): Readable {
  return request.headers['content-encoding'] === 'gzip'
    ? request.pipe(createGunzip())
    : request;
}

/** The whole body as text. Throws 413 above 32 MiB. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyStream(request)) {
    size += chunk.length;
    if (size > LARGEST) throw new HttpError(413, 'request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The body's fields; `{}` for an empty one. Throws 422 when it is not a JSON object. */
export async function readFields(
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  const body = await readText(request);
  if (body.trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (error) {
    throw new HttpError(
      422,
      `invalid JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!isFields(parsed)) throw new HttpError(422, 'the body must be an object');
  return parsed;
}

/** Narrows to a JSON object. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field as text, `undefined` when absent. Throws 422 when it is something else. */
export function textField(
  fields: Record<string, unknown>,
  name: string,
): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw new HttpError(422, `[${name}]: must be a string`);
}
