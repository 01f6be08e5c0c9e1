import { PlatformError } from '../platformError';

const LIMIT_MS = 20_000;

/** What a Git host answered. */
export interface HostAnswer {
  status: number;
  /** JSON; an empty object where there is none. */
  body: unknown;
}

/** A Git host's API, signed in. */
export interface HostApi {
  /** Sends a request; 404 is an answer. @throws PlatformError GitUnreachable or GitRefused */
  call(method: string, path: string, body?: object): Promise<HostAnswer>;
}

/**
 * Connects to the API of a Git host.
 *
 * @param base - without a slash at its end: `https://git.example.com/api/v1`
 * @param tokenFrom - where the token came from, for the message about one that is refused
 */
export function connectHost(
  base: string,
  {
    headers,
    tokenFrom,
  }: { headers: Record<string, string>; tokenFrom: string },
): HostApi {
  return {
    async call(method, path, body) {
      const answer = await ask(`${base}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'mini-atlas',
          ...headers,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body && JSON.stringify(body),
      });
      if (answer.status === 404 || answer.status < 300) return answer;
      throw refused(`${method} ${base}${path}`, answer, tokenFrom);
    },
  };
}

/** Asks an address. @throws PlatformError GitUnreachable when nobody answers */
export async function ask(
  address: string,
  init: RequestInit = {},
): Promise<HostAnswer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      ...init,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    text = await response.text();
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    throw new PlatformError(
      'GitUnreachable',
      `The Git host at ${new URL(address).origin} cannot be reached: ${
        cause?.message || message
      }.`,
      {
        next: 'See whether its address is right and it runs, then run the same command again; what was done is kept.',
      },
    );
  }
  return { status: response.status, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page, or nothing at all.
    return {};
  }
}

/** What a host says for itself. */
export function messageOf({ body }: HostAnswer): string {
  const { message } = (body ?? {}) as { message?: unknown };
  if (typeof message === 'string') return message;
  return message ? JSON.stringify(message) : '';
}

function refused(
  request: string,
  answer: HostAnswer,
  tokenFrom: string,
): PlatformError {
  const { status } = answer;
  const said = messageOf(answer);
  const why = said && ` (${said})`;
  if (status === 401) {
    return new PlatformError(
      'GitRefused',
      `The Git host does not accept the token from ${tokenFrom}${why}.`,
      {
        next: `Make a new one at the host, put it into ${tokenFrom}, and run the same command again; what was done is kept.`,
      },
    );
  }
  if (status === 403) {
    return new PlatformError(
      'GitRefused',
      `The token from ${tokenFrom} has too few rights${why}.`,
      {
        next: 'Give it the right to read and write repositories (Gitea: write:repository, write:user and read:user; GitHub: repo; GitLab: api), and run the same command again; what was done is kept.',
      },
    );
  }
  return new PlatformError(
    'GitRefused',
    `The Git host answered ${request} with ${status}${why}.`,
    { next: 'Run the same command again; what was done is kept.' },
  );
}
