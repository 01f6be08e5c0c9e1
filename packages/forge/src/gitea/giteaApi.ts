import { isError } from '@backstage/errors';
import { ForgeError, ForgeErrorKind } from '../forgeError';

/** How to reach one Gitea. */
export interface GiteaConnection {
  /** Base address without `/api/v1`, e.g. `https://git.example.com`. */
  url: string;
  /** An access token with `write:repository`. Anonymous without it. */
  token?: string;
  /** Ends every request of this connection. */
  signal?: AbortSignal;
  /** Per request, in milliseconds; default 15,000. */
  timeoutMs?: number;
}

/** One request to Gitea's API. */
export interface GiteaRequest {
  /** In words, for the error: `read delivery/a.yaml in atlas/platform`. */
  doing: string;
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, encoded. */
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Goes on although the connection's signal has ended: for cleaning up after a failure. */
  cleanup?: boolean;
}

interface Answer {
  status: number;
  body: string;
  /** Entries on all pages of a list. */
  total?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const PAGE_SIZE = 50;

const ADVICE: Record<ForgeErrorKind, string> = {
  unreachable: 'Check kro.delivery.url and that the host is up, then try again',
  unauthorized: 'Check kro.delivery.token: it is missing, wrong or revoked',
  forbidden:
    'Give the account of kro.delivery.token write access to the repository',
  'not-found':
    'Check the name, and that the account of kro.delivery.token may see the repository',
  conflict: 'Look at what is there, then repeat the request or choose another',
  invalid: 'Correct what the host names and try again',
  failed: "Try again; if it happens again, see the host's log",
};

/** Speaks Gitea's REST API (1.26, 1.27) and words its failures. Every method throws `ForgeError`. */
export class GiteaApi {
  readonly host: string;

  constructor(private readonly connection: GiteaConnection) {
    this.host = connection.url.replace(/\/+$/, '');
  }

  /** The parsed JSON answer; `undefined` when the body is empty. */
  async json(request: GiteaRequest): Promise<unknown> {
    return this.parsed(request, await this.answer(request));
  }

  /** Like `json`, but `undefined` on 404. */
  async jsonIfFound(request: GiteaRequest): Promise<unknown> {
    try {
      return await this.json(request);
    } catch (error) {
      if (error instanceof ForgeError && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  /** The answer's body. */
  async text(request: GiteaRequest): Promise<string> {
    return (await this.answer(request)).body;
  }

  private async answer(request: GiteaRequest): Promise<Answer> {
    const answer = await this.send(request);
    const { status, body } = answer;
    if (status >= 200 && status < 300) return answer;
    const kind = kindOf(status);
    throw new ForgeError({
      kind,
      request: request.doing,
      host: this.host,
      status,
      answer: answerOf(status, body),
      advice: ADVICE[kind],
    });
  }

  /** Follows the pages of a list until `limit` entries that `accept` wants are there, or the list ends. */
  async list<T>(
    request: GiteaRequest,
    accept: (entry: unknown) => T | undefined,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<T[]> {
    const found: T[] = [];
    let seen = 0;
    for (let page = 1; found.length < limit; page++) {
      const answer = await this.answer({
        ...request,
        query: { ...request.query, page, limit: PAGE_SIZE },
      });
      const entries = this.parsed(request, answer);
      if (!Array.isArray(entries)) {
        throw this.unexpected(request.doing, 'the answer is not a list');
      }
      for (const entry of entries) {
        const accepted = accept(entry);
        if (accepted !== undefined) found.push(accepted);
      }
      // A host may serve smaller pages than asked for, so a short page need not be the last.
      seen += entries.length;
      if (entries.length === 0 || seen === answer.total) break;
    }
    return found.slice(0, limit);
  }

  /** An answer that does not look like Gitea's. */
  unexpected(doing: string, answer: string, cause?: unknown): ForgeError {
    return new ForgeError({
      kind: 'failed',
      request: doing,
      host: this.host,
      answer,
      advice: 'Check that kro.delivery.url is the address of a Gitea',
      cause,
    });
  }

  private parsed({ doing }: GiteaRequest, { body }: Answer): unknown {
    if (body === '') return undefined;
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw this.unexpected(doing, 'the answer is not JSON', cause);
    }
  }

  private async send(request: GiteaRequest): Promise<Answer> {
    const timeoutMs = this.connection.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const { signal, token } = this.connection;
    try {
      const response = await fetch(this.address(request), {
        method: request.method ?? 'GET',
        headers: {
          Accept: 'application/json',
          ...(token ? { Authorization: `token ${token}` } : {}),
          ...(request.body === undefined
            ? {}
            : { 'Content-Type': 'application/json' }),
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        signal:
          signal && !request.cleanup
            ? AbortSignal.any([signal, timeout])
            : timeout,
      });
      const total = response.headers.get('X-Total-Count');
      return {
        status: response.status,
        body: await response.text(),
        ...(total ? { total: Number(total) } : {}),
      };
    } catch (cause) {
      throw new ForgeError({
        kind: 'unreachable',
        request: request.doing,
        host: this.host,
        answer: timeout.aborted
          ? `no answer within ${timeoutMs / 1000} s`
          : reasonOf(cause),
        advice: ADVICE.unreachable,
        cause,
      });
    }
  }

  private address({ path, query = {} }: GiteaRequest): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const search = parameters.toString();
    return `${this.host}/api/v1${path}${search ? `?${search}` : ''}`;
  }
}

function kindOf(status: number): ForgeErrorKind {
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

function answerOf(status: number, body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    if (typeof message === 'string' && message !== '') return message;
  } catch {
    // Not JSON: a proxy in between, or an old host. Its first line says enough.
  }
  const [line = ''] = body.trim().split('\n');
  return line.startsWith('<') || line === ''
    ? `it answered with status ${status}`
    : line.slice(0, 200);
}

function reasonOf(cause: unknown): string {
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
