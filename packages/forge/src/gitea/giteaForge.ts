import { Forge } from '../forge';
import { hostForge } from '../host/hostForge';
import { checkedRepository } from '../gitName';
import { HostApi, HostConnection } from '../http/hostApi';
import { encodedPath, RepositoryApi } from '../http/repositoryApi';
import { GITEA } from './giteaDialect';
import { GiteaHost } from './giteaHost';

/** Where a repository is and how to reach it. The token needs `write:repository`. */
export interface GiteaForgeOptions extends HostConnection {
  /** `owner/name`. */
  repository: string;
  /** The branch that pull requests go to; default `main`. */
  branch?: string;
}

/**
 * One repository at a Gitea (1.26, 1.27), over its REST API. Makes no request by itself.
 * Throws `ForgeError` of kind `invalid` when repository or branch cannot be names.
 */
export function giteaForge(options: GiteaForgeOptions): Forge {
  const repository = checkedRepository(options.repository);
  const api = new RepositoryApi(
    new HostApi(options, GITEA),
    repository,
    `/repos/${encodedPath(repository)}`,
  );
  return hostForge(new GiteaHost(api), options.branch ?? 'main');
}
