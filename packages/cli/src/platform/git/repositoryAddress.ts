import { PlatformError } from '../platformError';

/** Git hosts whose API is spoken. */
export const PROVIDERS = ['gitea', 'github', 'gitlab'] as const;

/** One of them. */
export type GitProvider = (typeof PROVIDERS)[number];

/** A repository at a Git host, over http or https. */
export interface RepositoryAddress {
  /** The host's address, without a slash at its end. */
  host: string;
  /** `owner/name`; at GitLab the owner may have groups. */
  path: string;
  /** For Git: `https://git.example.com/owner/name.git`. */
  url: string;
}

/**
 * Reads the address of a repository.
 *
 * @throws PlatformError InvalidOption naming what is wrong with it
 */
export function parseRepository(text: string): RepositoryAddress {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw wrong(`--git ${text} is no http(s) address of a repository.`);
  }
  const url = new URL(text);
  if (url.username || url.password) {
    throw wrong(
      '--git holds a user or token, which others can see in the list of processes.',
      'Leave it out of the address, and give the token in the environment: MINI_ATLAS_GIT_TOKEN=…',
    );
  }
  const path = url.pathname.replace(/^\/|\/$|\.git\/?$/g, '');
  if (!/^[^/]+(\/[^/]+)+$/.test(path)) {
    throw wrong(`--git ${text} names no repository of the host ${url.host}.`);
  }
  return { host: url.origin, path, url: `${url.origin}/${path}.git` };
}

function wrong(
  what: string,
  next = 'Give it as your browser shows it: --git https://github.com/OWNER/NAME',
): PlatformError {
  return new PlatformError('InvalidOption', what, { next, exitCode: 2 });
}
