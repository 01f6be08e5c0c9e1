import { GitHost, LANDMARK } from './gitHost';
import { connectHost } from './hostApi';
import { RepositoryAddress } from './repositoryAddress';

const PUBLIC = 'https://github.com';

interface GithubUser {
  login: string;
  id: number;
}

interface GithubRepository {
  private: boolean;
  permissions?: { push?: boolean };
}

/** GitHub and GitHub Enterprise Server, with a token. */
export function githubHost(
  address: RepositoryAddress,
  token: string,
  tokenFrom: string,
): GitHost {
  const base =
    address.host === PUBLIC
      ? 'https://api.github.com'
      : `${address.host}/api/v3`;
  const api = connectHost(base, {
    headers: {
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
    },
    tokenFrom,
  });
  const account = async () => {
    const { login, id } = (await api.call('GET', '/user')).body as GithubUser;
    return { login, email: `${id}+${login}@users.noreply.github.com` };
  };
  return {
    provider: 'github',
    address,
    credentials: { username: 'x-access-token', password: token },
    account,
    async repository() {
      const path = `/repos/${address.path}`;
      const { status, body } = await api.call('GET', path);
      if (status === 404) return undefined;
      const branches = await api.call('GET', `${path}/branches?per_page=1`);
      const { private: isPrivate, permissions } = body as GithubRepository;
      return {
        empty: !Array.isArray(branches.body) || branches.body.length === 0,
        private: isPrivate,
        writable: permissions?.push ?? false,
      };
    },
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
        { name, private: true, auto_init: false },
      );
    },
    async removeRepository() {
      await api.call('DELETE', `/repos/${address.path}`);
    },
  };
}
