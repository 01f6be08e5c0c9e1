import { Forge } from '../forge';
import { checkedProject } from '../gitName';
import { hostForge } from '../host/hostForge';
import { HostApi, HostConnection } from '../http/hostApi';
import { RepositoryApi } from '../http/repositoryApi';
import { GITLAB } from './gitlabDialect';
import { GitlabHost } from './gitlabHost';

/** Where a project is and how to reach it. The token has the scope `api` and the role Developer or more. */
export interface GitlabForgeOptions extends HostConnection {
  /** Path of the project, `group/name` or `group/subgroup/name`. */
  repository: string;
  /** The branch that merge requests go to; default `main`. */
  branch?: string;
}

/**
 * One project at gitlab.com or a GitLab of one's own, over its REST API. A merge request is its pull request, known by
 * its `iid`. Makes no request by itself.
 * Throws `ForgeError` of kind `invalid` when repository or branch cannot be names.
 */
export function gitlabForge(options: GitlabForgeOptions): Forge {
  const repository = checkedProject(options.repository);
  const api = new RepositoryApi(
    new HostApi(options, GITLAB),
    repository,
    `/projects/${encodeURIComponent(repository)}`,
  );
  return hostForge(new GitlabHost(api), options.branch ?? 'main');
}
