import { ServerResponse } from 'node:http';
import { StatusError } from './status';

/** What a request is answered with: a whole body, or a stream that writes itself. */
export type Answer =
  | {
      code: number;
      headers?: Record<string, string>;
      contentType: string;
      body: string | Buffer;
    }
  | { stream(response: ServerResponse): void };

/** Plain text, as Kubernetes answers outside its objects. */
export function textAnswer(code: number, body: string): Answer {
  return {
    code,
    contentType: 'text/plain; charset=utf-8',
    headers: { 'X-Content-Type-Options': 'nosniff' },
    body,
  };
}

/** What a path answers that nothing is served at. */
export function pageNotFound(): Answer {
  return textAnswer(404, '404 page not found\n');
}

/** A refusal as JSON. */
export function refusalAnswer(error: StatusError): Answer {
  const { status, code } = error;
  const headers: Record<string, string> = {};
  if (code === 403) headers['X-Content-Type-Options'] = 'nosniff';
  if (status.details?.retryAfterSeconds) {
    headers['Retry-After'] = String(status.details.retryAfterSeconds);
  }
  return {
    code,
    headers,
    contentType: 'application/json',
    body: `${JSON.stringify(
      status,
      undefined,
      code === 406 ? 2 : undefined,
    )}\n`,
  };
}

/** Sends an answer with the headers that every answer has. */
export function send(
  response: ServerResponse,
  answer: Answer,
  warnings: string[],
): void {
  response.setHeader('Cache-Control', 'no-cache, private');
  if (warnings.length > 0) {
    response.setHeader('Warning', warnings.map(warningHeader));
  }
  if ('stream' in answer) {
    answer.stream(response);
    return;
  }
  response.writeHead(answer.code, {
    ...answer.headers,
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
  });
  response.end(answer.body);
}

function warningHeader(message: string): string {
  const text = message.replace(/[\r\n]+/g, ' ').replace(/[^\x20-\x7e]/g, '?');
  return `299 - "${text.replace(/[\\"]/g, '\\$&')}"`;
}
