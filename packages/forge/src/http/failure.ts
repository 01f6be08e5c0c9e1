import { isError } from '@backstage/errors';
import { ForgeError, ForgeErrorKind, ForgeFailure } from '../forgeError';
import { isFields, text } from './fields';

/** What an HTTP status means where the host does not say more. */
export function kindOf(status: number): ForgeErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 405:
    case 409:
    case 412:
    case 423:
      return 'conflict';
    case 400:
    case 422:
      return 'invalid';
    default:
      return 'failed';
  }
}

/** The `message` of a JSON answer; empty when there is none. */
export function messageOf(answer: unknown): string {
  return isFields(answer) ? text(answer.message) : '';
}

/** What a refusal says: the words that `read` finds in its JSON, or the first line of what is not JSON. */
export function answerOf(
  status: number,
  body: string,
  read: (answer: unknown) => string,
): string {
  try {
    const words = read(JSON.parse(body));
    if (words !== '') return words;
  } catch {
    // Not JSON: a proxy in between, or an old host. Its first line says enough.
  }
  const [line = ''] = body.trim().split('\n');
  return line.startsWith('<') || line === ''
    ? `it answered with status ${status}`
    : line.slice(0, 200);
}

/** Why there was no answer. */
export function reasonOf(cause: unknown): string {
  if (!isError(cause)) return String(cause);
  if (cause.name === 'AbortError') return 'the request was cancelled';
  // Node's fetch says "fetch failed" and keeps the reason in its cause.
  const inner = cause.cause;
  if (isError(inner)) {
    const code = 'code' in inner ? String(inner.code) : '';
    return inner.message || code || cause.message;
  }
  return cause.message;
}

/** What a failure is made of, as the cause of one that knows more. */
export function failureOf(error: ForgeError): ForgeFailure {
  const { kind, request, host, status, answer, advice } = error;
  return { kind, request, host, status, answer, advice, cause: error };
}
