import { Forge } from '../forge';
import { checkedRepository } from '../gitName';
import { hostForge } from '../host/hostForge';
import { HostApi, HostConnection } from '../http/hostApi';
import { encodedPath, RepositoryApi } from '../http/repositoryApi';
import { GITHUB } from './githubDialect';
import { GithubHost } from './githubHost';

/**
 * Where a repository is and how to reach it. The token, or the GitHub App, may read and write contents and pull requests,
 * and read commit statuses and checks.
 */
export interface GithubForgeOptions extends HostConnection {
  /** `owner/name`. */
  repository: string;
  /** The branch that pull requests go to; default `main`. */
  branch?: string;
}

/**
 * One repository at github.com or a GitHub Enterprise Server, over its REST API. Makes no request by itself.
 * Throws `ForgeError` of kind `invalid` when repository or branch cannot be names.
 */
export function githubForge(options: GithubForgeOptions): Forge {
  const repository = checkedRepository(options.repository);
  const api = new RepositoryApi(
    new HostApi(options, GITHUB),
    repository,
    `/repos/${encodedPath(repository)}`,
  );
  return hostForge(new GithubHost(api), options.branch ?? 'main');
}
