import { PlatformError } from '../platformError';
import { GitHost, LANDMARK } from './gitHost';
import { connectHost } from './hostApi';
import { RepositoryAddress } from './repositoryAddress';

/** GitLab's level of those who may push. */
const DEVELOPER = 30;

interface GitlabUser {
  username: string;
  email?: string;
  commit_email?: string;
}

interface GitlabProject {
  empty_repo?: boolean;
  visibility: string;
  permissions?: Record<string, { access_level: number } | null>;
}

/** GitLab, with a personal, group or project token. */
export function gitlabHost(
  address: RepositoryAddress,
  token: string,
  tokenFrom: string,
): GitHost {
  const api = connectHost(`${address.host}/api/v4`, {
    headers: { 'private-token': token },
    tokenFrom,
  });
  const parts = address.path.split('/');
  const name = parts[parts.length - 1];
  const group = parts.slice(0, -1).join('/');
  const account = async () => {
    const { username, commit_email, email } = (await api.call('GET', '/user'))
      .body as GitlabUser;
    return {
      login: username,
      email: commit_email || email || `${username}@users.noreply.gitlab.com`,
    };
  };
  return {
    provider: 'gitlab',
    address,
    credentials: { username: 'oauth2', password: token },
    account,
    async repository() {
      const { status, body } = await api.call(
        'GET',
        `/projects/${encodeURIComponent(address.path)}`,
      );
      if (status === 404) return undefined;
      const {
        empty_repo,
        visibility,
        permissions = {},
      } = body as GitlabProject;
      const levels = Object.values(permissions).map(
        one => one?.access_level ?? 0,
      );
      return {
        empty: empty_repo ?? false,
        private: visibility !== 'public',
        writable: Math.max(0, ...levels) >= DEVELOPER,
      };
    },
    async holdsPlatform() {
      const project = encodeURIComponent(address.path);
      const { status } = await api.call(
        'GET',
        `/projects/${project}/repository/files/${encodeURIComponent(
          LANDMARK,
        )}?ref=main`,
      );
      return status === 200;
    },
    async createRepository() {
      const { status, body } = await api.call(
        'GET',
        `/namespaces/${encodeURIComponent(group)}`,
      );
      if (status === 404) {
        throw new PlatformError(
          'GitRefused',
          `There is no group or user '${group}' at ${address.host}.`,
          { next: 'Correct --git, or make the group first.' },
        );
      }
      const { id } = body as { id: number };
      await api.call('POST', '/projects', {
        name,
        path: name,
        namespace_id: id,
        visibility: 'private',
        default_branch: 'main',
      });
    },
    async removeRepository() {
      await api.call('DELETE', `/projects/${encodeURIComponent(address.path)}`);
    },
  };
}
