/**
 * Why a Git host did not do what it was asked.
 * - `unreachable`: no answer (connection refused, timed out, aborted)
 * - `unauthorized`: the token is missing or not valid
 * - `forbidden`: the token is valid, its account may not do this
 * - `not-found`: repository, branch, file or pull request does not exist, or is hidden from the account
 * - `conflict`: it contradicts what is there (branch taken, merge conflict, already merged)
 * - `invalid`: the request itself is wrong (branch name, path, nothing to change)
 * - `failed`: everything else, e.g. an internal error of the host
 */
export type ForgeErrorKind =
  | 'unreachable'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'failed';

/** What a `ForgeError` is made of. */
export interface ForgeFailure {
  kind: ForgeErrorKind;
  /** What was asked, in words, e.g. `open a pull request from a to main in atlas/platform`. */
  request: string;
  /** Of whom: the host's base address. Absent when it was not asked at all. */
  host?: string;
  /** The HTTP status, where there was an answer. */
  status?: number;
  /** What the host answered, or why there was no answer. */
  answer: string;
  /** What to do next; a sentence without its full stop. */
  advice: string;
  cause?: unknown;
}

/** A request to a Git host that failed. Its message says what was asked, of whom, the answer and what to do next. */
export class ForgeError extends Error {
  readonly kind: ForgeErrorKind;
  readonly request: string;
  readonly host?: string;
  readonly status?: number;
  readonly answer: string;
  readonly advice: string;

  constructor(failure: ForgeFailure) {
    super(sentence(failure), { cause: failure.cause });
    this.name = 'ForgeError';
    this.kind = failure.kind;
    this.request = failure.request;
    this.host = failure.host;
    this.status = failure.status;
    this.answer = failure.answer;
    this.advice = failure.advice;
  }
}

function sentence({ request, host, status, answer, advice }: ForgeFailure) {
  const whom = host ? ` at ${host}` : '';
  const code = status ? ` (HTTP ${status})` : '';
  return `Could not ${request}${whom}: ${answer}${code}. ${advice}.`;
}
