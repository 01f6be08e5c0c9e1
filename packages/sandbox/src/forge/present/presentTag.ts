import { ForgeState } from '../forgeState';
import { AnnotatedTag, Tag } from '../git/tags';
import { Repository } from '../store/repositories';
import { repositoryApiUrl, repositoryUrl } from './address';
import { UNSIGNED } from './presentCommit';

/** Gitea's `Tag`. */
export function presentTag(
  { url }: ForgeState,
  { fullName }: Repository,
  tag: Tag,
): Record<string, unknown> {
  const archive = `${repositoryUrl(url, fullName)}/archive/${encodeURIComponent(
    tag.name,
  )}`;
  return {
    name: tag.name,
    message: tag.message,
    id: tag.id,
    commit: {
      // Of the tag and not of the commit, as Gitea has it.
      url: `${repositoryApiUrl(url, fullName)}/git/commits/${tag.id}`,
      sha: tag.commit,
      created: tag.date,
    },
    zipball_url: `${archive}.zip`,
    tarball_url: `${archive}.tar.gz`,
  };
}

/** Gitea's `AnnotatedTag`. */
export function presentAnnotatedTag(
  { url }: ForgeState,
  { fullName }: Repository,
  tag: AnnotatedTag,
): Record<string, unknown> {
  const api = repositoryApiUrl(url, fullName);
  return {
    tag: tag.name,
    sha: tag.id,
    url: `${api}/git/tags/${tag.id}`,
    message: `${tag.message}\n`,
    tagger: tag.tagger,
    object: {
      type: 'commit',
      url: `${api}/git/commits/${tag.commit}`,
      sha: tag.commit,
    },
    verification: UNSIGNED,
  };
}
