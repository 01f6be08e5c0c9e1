import { GitHost, LANDMARK, RemoteRepository } from './gitHost';
import { connectHost, HostApi } from './hostApi';
import { RepositoryAddress } from './repositoryAddress';

interface GiteaUser {
  login: string;
  email: string;
}

interface GiteaRepository {
  empty: boolean;
  private: boolean;
  permissions?: { push?: boolean };
}

/** Gitea and Forgejo, with a token. */
export function giteaHost(
  address: RepositoryAddress,
  token: string,
  tokenFrom: string,
): GitHost {
  return giteaHostAs(
    address,
    { username: 'mini-atlas', password: token },
    tokenFrom,
  );
}

/**
 * The same, signed in with a user's password or with a token in its place.
 *
 * @param signInFrom - where these come from, for the message about some that are refused
 */
export function giteaHostAs(
  address: RepositoryAddress,
  credentials: GitHost['credentials'],
  signInFrom: string,
): GitHost {
  const api = connectGitea(address.host, credentials, signInFrom);
  const account = async () => {
    const { body } = await api.call('GET', '/user');
    return body as GiteaUser;
  };
  return {
    provider: 'gitea',
    address,
    credentials,
    account,
    repository: () => readGiteaRepository(api, address.path),
    async holdsPlatform() {
      const { status } = await api.call(
        'GET',
        `/repos/${address.path}/contents/${LANDMARK}?ref=main`,
      );
      return status === 200;
    },
    async createRepository() {
      const [owner, name] = address.path.split('/');
      const { login } = await account();
      await api.call(
        'POST',
        login === owner ? '/user/repos' : `/orgs/${owner}/repos`,
        { name, private: true, default_branch: 'main' },
      );
    },
    async removeRepository() {
      await api.call('DELETE', `/repos/${address.path}`);
    },
  };
}

/** The API of a Gitea. A password and a token are given the same way. */
export function connectGitea(
  host: string,
  { username, password }: GitHost['credentials'],
  signInFrom: string,
): HostApi {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return connectHost(`${host}/api/v1`, {
    headers: { authorization: `Basic ${basic}` },
    tokenFrom: signInFrom,
  });
}

/** A repository; nothing when there is none. */
async function readGiteaRepository(
  api: HostApi,
  path: string,
): Promise<RemoteRepository | undefined> {
  const { status, body } = await api.call('GET', `/repos/${path}`);
  if (status === 404) return undefined;
  const { empty, private: isPrivate, permissions } = body as GiteaRepository;
  return { empty, private: isPrivate, writable: permissions?.push ?? false };
}
