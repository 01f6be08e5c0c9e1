import { PlatformError } from '../platformError';
import { GitHost } from './gitHost';
import { giteaHost } from './giteaHost';
import { githubHost } from './githubHost';
import { gitlabHost } from './gitlabHost';
import { ask } from './hostApi';
import { GitProvider, RepositoryAddress } from './repositoryAddress';

const HOSTS: Record<
  GitProvider,
  (address: RepositoryAddress, token: string, tokenFrom: string) => GitHost
> = { gitea: giteaHost, github: githubHost, gitlab: gitlabHost };

const KNOWN: Record<string, GitProvider> = {
  'https://github.com': 'github',
  'https://gitlab.com': 'gitlab',
  'https://codeberg.org': 'gitea',
  'https://gitea.com': 'gitea',
};

/**
 * The repository's host, signed in.
 *
 * @param provider - when the person says it; else it is found out by asking the host
 * @throws PlatformError GitUnknown when the host is none of those that are supported, GitUnreachable
 */
export async function findHost(
  address: RepositoryAddress,
  {
    provider,
    token,
    tokenFrom,
  }: { provider?: GitProvider; token: string; tokenFrom: string },
): Promise<GitHost> {
  const found =
    provider ?? KNOWN[address.host] ?? (await detectProvider(address.host));
  return HOSTS[found](address, token, tokenFrom);
}

/** Each host answers at its own path, with or without a token. */
async function detectProvider(host: string): Promise<GitProvider> {
  const gitea = await ask(`${host}/api/v1/version`);
  if (gitea.status === 200 && hasField(gitea.body, 'version')) return 'gitea';
  const gitlab = await ask(`${host}/api/v4/version`);
  if ([200, 401].includes(gitlab.status)) return 'gitlab';
  const github = await ask(`${host}/api/v3/meta`);
  if (github.status === 200) return 'github';
  throw new PlatformError(
    'GitUnknown',
    `${host} is neither Gitea nor GitHub nor GitLab, as far as its answers tell.`,
    { next: 'Say what it is: --git-provider gitea, github or gitlab' },
  );
}

function hasField(body: unknown, field: string): boolean {
  return typeof body === 'object' && body !== null && field in body;
}
