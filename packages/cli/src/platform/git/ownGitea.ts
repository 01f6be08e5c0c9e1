import { HostApi } from './hostApi';

/** An account in the platform's own Gitea that may do just what it is there for. */
export interface OwnAccount {
  login: string;
  permission: 'read' | 'write';
  scopes: string[];
}

/** The portal proposes changes and merges them; it administers nothing. */
export const PORTAL_ACCOUNT: OwnAccount = {
  login: 'portal',
  permission: 'write',
  scopes: ['write:repository', 'write:issue', 'read:user'],
};

const TOKEN = 'mini-atlas';

/**
 * Makes an account where there is none, lets it into the repository, and gives it a new token in the place of the
 * former one.
 *
 * @param api - Gitea's, as its administrator
 * @param password - for an account that is made; nobody signs in with it
 * @throws PlatformError GitRefused
 */
export async function ownToken(
  api: HostApi,
  { login, permission, scopes }: OwnAccount,
  { repository, password }: { repository: string; password: string },
): Promise<string> {
  const { status } = await api.call('GET', `/users/${login}`);
  if (status === 404) {
    await api.call('POST', '/admin/users', {
      username: login,
      email: `${login}@mini-atlas.invalid`,
      password,
      must_change_password: false,
    });
  }
  await api.call('PUT', `/repos/${repository}/collaborators/${login}`, {
    permission,
  });
  // Its value is told only once: 404 says that there was none.
  await api.call('DELETE', `/users/${login}/tokens/${TOKEN}`);
  const { body } = await api.call('POST', `/users/${login}/tokens`, {
    name: TOKEN,
    scopes,
  });
  return (body as { sha1: string }).sha1;
}

/** Gives a repository exactly one webhook, which tells Flux of every push. */
export async function setWebhook(
  api: HostApi,
  {
    repository,
    url,
    secret,
  }: { repository: string; url: string; secret: string },
): Promise<void> {
  const hooks = `/repos/${repository}/hooks`;
  const { body } = await api.call('GET', hooks);
  for (const { id } of body as { id: number }[]) {
    await api.call('DELETE', `${hooks}/${id}`);
  }
  await api.call('POST', hooks, {
    type: 'gitea',
    active: true,
    events: ['push'],
    config: { url, content_type: 'json', secret },
  });
}
