import { ForgeState } from '../forgeState';
import { listCommits } from '../git/commits';
import { readBlob, TreeEntry } from '../git/trees';
import { Repository } from '../store/repositories';
import { encodePath, repositoryApiUrl, repositoryUrl } from './address';

/** What a ref turned out to be: Gitea's addresses name it so. */
export interface ResolvedRef {
  kind: 'branch' | 'tag' | 'commit';
  name: string;
  commit: string;
}

/** Gitea's `ContentsResponse`; the content of a file only when `withContent`. */
export async function presentContents(
  state: ForgeState,
  repository: Repository,
  ref: ResolvedRef,
  entry: TreeEntry,
  withContent: boolean,
): Promise<Record<string, unknown>> {
  const [last] = await listCommits(repository.directory, ref.commit, {
    limit: 1,
    path: entry.path,
  });
  const type = typeOf(entry);
  const blob =
    type === 'symlink' || (type === 'file' && withContent)
      ? await readBlob(repository.directory, entry.sha)
      : undefined;
  const links = linksOf(state, repository, ref, entry, type);
  return {
    name: entry.path.split('/').pop(),
    path: entry.path,
    sha: entry.sha,
    last_commit_sha: last?.sha ?? ref.commit,
    last_committer_date: last?.committer.date,
    last_author_date: last?.author.date,
    type,
    size: entry.size,
    encoding: type === 'file' && blob ? 'base64' : null,
    content: type === 'file' && blob ? blob.toString('base64') : null,
    target: type === 'symlink' && blob ? blob.toString('utf8') : null,
    ...links,
    submodule_git_url: null,
    _links: { self: links.url, git: links.git_url, html: links.html_url },
  };
}

function typeOf({ type, mode }: TreeEntry): string {
  if (type === 'tree') return 'dir';
  if (type === 'commit') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

function linksOf(
  { url }: ForgeState,
  { fullName }: Repository,
  ref: ResolvedRef,
  entry: TreeEntry,
  type: string,
) {
  const api = repositoryApiUrl(url, fullName);
  const web = repositoryUrl(url, fullName);
  const path = encodePath(entry.path);
  const at = `${ref.kind}/${encodePath(ref.name)}/${path}`;
  return {
    url: `${api}/contents/${path}?ref=${encodeURIComponent(ref.name)}`,
    html_url: `${web}/src/${at}`,
    git_url: `${api}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${
      entry.sha
    }`,
    download_url:
      type === 'file' || type === 'symlink' ? `${web}/raw/${at}` : null,
  };
}
