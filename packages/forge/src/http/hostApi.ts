import { ForgeError, ForgeErrorKind } from '../forgeError';
import { answerOf, kindOf, messageOf, reasonOf } from './failure';
import { isFields } from './fields';

/** How to reach one Git host. */
export interface HostConnection {
  /** Base address of its web pages, e.g. `https://git.example.com`. */
  url: string;
  /** An access token, or what gives the one to use now. Anonymous without it. */
  token?: string | (() => Promise<string | undefined>);
  /** Ends every request of this connection. */
  signal?: AbortSignal;
  /** Per request, in milliseconds; default 15,000. */
  timeoutMs?: number;
}

/** What is particular to the REST API of one kind of host. */
export interface HostDialect {
  /** Its name, e.g. `Gitea`. */
  name: string;
  /** Base address of the API for a host's base address without a slash at its end. */
  apiUrl(host: string): string;
  /** Headers of every request; `token` is absent when asked anonymously. */
  headers(token?: string): Record<string, string>;
  paging: Paging;
  /** What to do after a failure of each kind; a sentence without its full stop. */
  advice: Record<ForgeErrorKind, string>;
  /** The words of a refusal in its JSON; by default its `message`. */
  words?(answer: unknown): string;
  /** A refusal that means something else than its status alone, e.g. a rate limit. `undefined` for all others. */
  explain?(
    answer: HostAnswer,
    words: string,
  ): { kind: ForgeErrorKind; advice?: string } | undefined;
}

/** How a host serves long lists: in pages that are counted from 1 in the parameter `page`. */
export interface Paging {
  /** Parameters that ask for the size of a page. */
  size: Record<string, number>;
  /** Whether that page is the last, when `seen` entries came so far. An empty page always is. */
  isLast(answer: HostAnswer, seen: number): boolean;
}

/** One request to a host's API. */
export interface HostRequest {
  /** In words, for the error: `read delivery/a.yaml in atlas/platform`. */
  doing: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's base address, encoded. */
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** Media type of the answer, where it is not the API's usual one. */
  accept?: string;
  /** Field of the answer that holds the entries, where a list comes in an object. */
  listIn?: string;
  /** Goes on although the connection's signal has ended: for cleaning up after a failure. */
  cleanup?: boolean;
}

/** What a host answered. */
export interface HostAnswer {
  status: number;
  headers: Headers;
  body: string;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/** Speaks a host's REST API and words its failures. Every method throws `ForgeError`. */
export class HostApi {
  readonly host: string;
  private readonly base: string;

  constructor(
    private readonly connection: HostConnection,
    private readonly dialect: HostDialect,
  ) {
    this.host = connection.url.replace(/\/+$/, '');
    this.base = dialect.apiUrl(this.host);
  }

  /** The parsed JSON answer; `undefined` when the body is empty. */
  async json(request: HostRequest): Promise<unknown> {
    return this.parsed(request, await this.answer(request));
  }

  /** Like `json`, but `undefined` on 404. */
  async jsonIfFound(request: HostRequest): Promise<unknown> {
    const answer = await this.answerIfFound(request);
    return answer && this.parsed(request, answer);
  }

  /** The answer's body. */
  async text(request: HostRequest): Promise<string> {
    return (await this.answer(request)).body;
  }

  /** The answer with its headers; `undefined` on 404. */
  async answerIfFound(request: HostRequest): Promise<HostAnswer | undefined> {
    try {
      return await this.answer(request);
    } catch (error) {
      if (error instanceof ForgeError && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  /** Follows the pages of a list until `limit` entries that `accept` wants are there, or the list ends. */
  async list<T>(
    request: HostRequest,
    accept: (entry: unknown) => T | undefined,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<T[]> {
    const { size, isLast } = this.dialect.paging;
    const found: T[] = [];
    let seen = 0;
    for (let page = 1; found.length < limit; page++) {
      const answer = await this.answer({
        ...request,
        query: { ...request.query, page, ...size },
      });
      const entries = this.entries(request, answer);
      for (const entry of entries) {
        const accepted = accept(entry);
        if (accepted !== undefined) found.push(accepted);
      }
      // A host may serve smaller pages than asked for, so a short page need not be the last.
      seen += entries.length;
      if (entries.length === 0 || isLast(answer, seen)) break;
    }
    return found.slice(0, limit);
  }

  /** An answer that does not look like the host's. */
  unexpected(doing: string, answer: string, cause?: unknown): ForgeError {
    return new ForgeError({
      kind: 'failed',
      request: doing,
      host: this.host,
      answer,
      advice: `Check that kro.delivery.url is the address of a ${this.dialect.name}`,
      cause,
    });
  }

  private entries(request: HostRequest, answer: HostAnswer): unknown[] {
    const parsed = this.parsed(request, answer);
    const { listIn } = request;
    const list = listIn && isFields(parsed) ? parsed[listIn] : parsed;
    if (Array.isArray(list)) return list;
    throw this.unexpected(request.doing, 'the answer is not a list');
  }

  private parsed({ doing }: HostRequest, { body }: HostAnswer): unknown {
    if (body === '') return undefined;
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw this.unexpected(doing, 'the answer is not JSON', cause);
    }
  }

  private async answer(request: HostRequest): Promise<HostAnswer> {
    const answer = await this.send(request);
    const { status, body } = answer;
    if (status >= 200 && status < 300) return answer;
    const { words = messageOf, explain, advice } = this.dialect;
    const said = answerOf(status, body, words);
    const explained = explain?.(answer, said);
    const kind = explained?.kind ?? kindOf(status);
    throw new ForgeError({
      kind,
      request: request.doing,
      host: this.host,
      status,
      answer: said,
      advice: explained?.advice ?? advice[kind],
    });
  }

  private async send(request: HostRequest): Promise<HostAnswer> {
    const token = await this.token(request);
    const timeoutMs = this.connection.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timeout = AbortSignal.timeout(timeoutMs);
    const { signal } = this.connection;
    try {
      const response = await fetch(this.address(request), {
        method: request.method ?? 'GET',
        headers: {
          Accept: 'application/json',
          ...this.dialect.headers(token),
          ...(request.accept ? { Accept: request.accept } : {}),
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
      const { status, headers } = response;
      return { status, headers, body: await response.text() };
    } catch (cause) {
      throw this.failure(
        request,
        'unreachable',
        timeout.aborted
          ? `no answer within ${timeoutMs / 1000} s`
          : reasonOf(cause),
        cause,
      );
    }
  }

  private async token(request: HostRequest): Promise<string | undefined> {
    const { token } = this.connection;
    if (typeof token !== 'function') return token;
    try {
      return await token();
    } catch (cause) {
      const answer = `there is no token for it: ${reasonOf(cause)}`;
      throw this.failure(request, 'unauthorized', answer, cause);
    }
  }

  private failure(
    { doing }: HostRequest,
    kind: ForgeErrorKind,
    answer: string,
    cause: unknown,
  ): ForgeError {
    const advice = this.dialect.advice[kind];
    const { host } = this;
    return new ForgeError({
      kind,
      request: doing,
      host,
      answer,
      advice,
      cause,
    });
  }

  private address({ path, query = {} }: HostRequest): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const search = parameters.toString();
    return `${this.base}${path}${search ? `?${search}` : ''}`;
  }
}
