import { setTimeout as delay } from 'node:timers/promises';
import { giteaApi } from 'gitea-js';
import { Body } from '../clusterUnderTest';
import { numbered } from '../numbered';
import { withoutChance } from '../withoutChance';

const TRY_AGAIN = 'Please try again later';
const POLL_MS = 100;

/** A public client of Gitea's API, generated from Gitea's own description of it. */
export type GiteaClient = ReturnType<typeof giteaApi>;

/** What the forge answered to one call of a client. */
export interface ClientAnswer {
  status: number;
  body: Body;
}

/** A client with a token, or without one. */
export function giteaClient(url: string, token?: string): GiteaClient {
  return giteaApi(url, { token });
}

/** A client that gives the token as an account's password, which Gitea wants for what concerns tokens. */
export function giteaClientOf(
  url: string,
  login: string,
  token: string,
): GiteaClient {
  const credentials = Buffer.from(`${login}:${token}`).toString('base64');
  return giteaApi(url, {
    customFetch: (address, options) => {
      const headers = new Headers(options?.headers);
      headers.set('Authorization', `Basic ${credentials}`);
      return fetch(address, { ...options, headers });
    },
  });
}

/**
 * What a call is answered with; the client rejects with what is no success. It is repeated while Gitea asks for that,
 * because it is still finding out whether a pull request can be merged.
 *
 * @param patience - how often at most
 */
export async function answerOf(
  call: () => Promise<object>,
  patience = 100,
): Promise<ClientAnswer> {
  const response: Body = await call().catch(refused => refused);
  if (response instanceof Error) throw response;
  const body = response.data ?? response.error;
  if (patience > 0 && body?.message === TRY_AGAIN) {
    await delay(POLL_MS);
    return answerOf(call, patience - 1);
  }
  return { status: response.status, body };
}

/**
 * An answer without what differs from run to run: ids, addresses, times, hashes, sizes of repositories. Accounts and
 * repositories inside of other things are shown by their names.
 */
export function steadyAnswer({ status, body }: ClientAnswer): object {
  const text = JSON.stringify({ status, body }, (key, value) => {
    if (/^(id|.*_id)$/.test(key) && typeof value === 'number') return '<id>';
    if (key === 'avatar_url' && value) return '<avatar>';
    if (key === 'token_last_eight') return '<last eight>';
    // In no order that means anything.
    if (key === 'events') return [...value].sort();
    const isWhole = key === 'body' || /^\d+$/.test(key);
    if (isRepository(value)) {
      return isWhole ? imitated(value) : `<${value.full_name}>`;
    }
    // A merged one is looked at again, or not yet.
    if (value?.merged === true) return { ...value, mergeable: undefined };
    return isAccount(value) && !isWhole ? `<${value.login}>` : value;
  });
  const steady = withoutChance(
    numbered(
      text
        .replace(/http:\/\/127\.0\.0\.1:\d+/g, '<server>')
        .replace(/((?:\bid|_id): |#issuecomment-)\d+/g, '$1<id>'),
      /\b[0-9a-f]{40}\b/g,
      'hash',
    ),
  );
  return JSON.parse(steady);
}

function isRepository(value: Body): boolean {
  return typeof value?.clone_url === 'string' && 'size' in value;
}

/** A repository without its size on the disk, and without what the sandbox says that it has not: issues, SSH and more. */
function imitated(repository: Body): Body {
  return Object.fromEntries(
    Object.entries(repository).filter(
      ([field]) => !/^(size|has_.*|internal_tracker|ssh_url)$/.test(field),
    ),
  );
}

function isAccount(value: Body): boolean {
  return typeof value?.login === 'string' && 'followers_count' in value;
}
