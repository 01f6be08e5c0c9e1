import { countCommits, listCommits, readCommit } from '../git/commits';
import { EMPTY_TREE, mailedPatches, unifiedDiff } from '../git/diffs';
import { mergeBase, resolveCommit } from '../git/refs';
import { listTree, readBlob } from '../git/trees';
import { runGit } from '../git/runGit';
import { notFound } from '../http/httpError';
import { route } from '../http/router';
import { repositoryApiUrl } from '../present/address';
import { presentCommit } from '../present/presentCommit';
import { Repository } from '../store/repositories';
import { ApiHandler, readable, refOf } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

const LARGEST_TREE_PAGE = 1000;

const list: ApiHandler = async call => {
  const repository = readable(call);
  const { directory } = repository;
  const ref = await refOf(repository, call.query.get('sha'));
  const path = call.query.get('path') || undefined;
  const withStats = call.query.get('stat') !== 'false';
  const page = pageOf(call);
  const [total, commits] = await Promise.all([
    countCommits(directory, ref.commit, path),
    listCommits(directory, ref.commit, {
      skip: page.skip,
      limit: page.size,
      path,
    }),
  ]);
  return pagedAnswer(
    call,
    page,
    total,
    await Promise.all(
      commits.map(async commit => {
        const shown = await presentCommit(
          call.state,
          repository,
          commit,
          call.account,
        );
        return withStats ? shown : { ...shown, stats: null };
      }),
    ),
  );
};

const one: ApiHandler = async call => {
  const repository = readable(call);
  const { directory } = repository;
  const [, name, format] =
    /^(.*?)(?:\.(diff|patch))?$/.exec(call.parameters.sha) ?? [];
  const { commit } = await refOf(repository, name);
  const known = await readCommit(directory, commit);
  if (format) {
    const from = known.parents[0] ?? EMPTY_TREE;
    return {
      text:
        format === 'diff' || !known.parents[0]
          ? await unifiedDiff(directory, from, commit)
          : await mailedPatches(directory, from, commit),
    };
  }
  return {
    json: await presentCommit(call.state, repository, known, call.account),
  };
};

const tree: ApiHandler = async call => {
  const repository = readable(call);
  const { directory, fullName } = repository;
  const api = repositoryApiUrl(call.state.url, fullName);
  const sha = await treeish(repository, call.parameters.sha);
  const recursive = ['true', '1'].includes(call.query.get('recursive') ?? '');
  const entries = await listTree(directory, sha, '', recursive);
  const page = pageOf(
    call,
    call.query.has('per_page') ? 'per_page' : 'limit',
    LARGEST_TREE_PAGE,
  );
  if (!call.query.has('per_page') && !call.query.has('limit')) {
    page.size = LARGEST_TREE_PAGE;
    page.skip = (page.number - 1) * page.size;
  }
  return {
    json: {
      sha,
      url: `${api}/git/trees/${sha}`,
      tree: cut(entries, page).map(entry => ({
        path: entry.path,
        mode: entry.mode,
        type: entry.type,
        size: entry.size,
        sha: entry.sha,
        url: `${api}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${
          entry.sha
        }`,
      })),
      truncated: page.skip + page.size < entries.length,
      page: page.number,
      total_count: entries.length,
    },
  };
};

const blob: ApiHandler = async call => {
  const { directory, fullName } = readable(call);
  const { sha } = call.parameters;
  if (!(await isObject(directory, sha, 'blob'))) throw notFound();
  const content = await readBlob(directory, sha);
  return {
    json: {
      content: content.toString('base64'),
      encoding: 'base64',
      url: `${repositoryApiUrl(call.state.url, fullName)}/git/blobs/${sha}`,
      sha,
      size: content.length,
    },
  };
};

const compare: ApiHandler = async call => {
  const repository = readable(call);
  const { directory } = repository;
  const [from, to] = splitRange(call.parameters.range);
  const [base, head] = await Promise.all([
    refOf(repository, from),
    refOf(repository, to),
  ]);
  const common = await mergeBase(directory, base.commit, head.commit);
  if (!common) throw notFound('no merge base found');
  const commits = await listCommits(directory, `${common}..${head.commit}`);
  return {
    json: {
      total_commits: commits.length,
      commits: await Promise.all(
        commits.map(commit =>
          presentCommit(call.state, repository, commit, call.account),
        ),
      ),
    },
  };
};

function splitRange(range: string): [string, string] {
  const [from, to, more] = range.split(/\.{2,3}/);
  if (!from || !to || more !== undefined) throw notFound();
  return [from, to];
}

/** Gitea takes branches, tags, commits and trees here. */
async function treeish(
  { directory }: Repository,
  ref: string,
): Promise<string> {
  const commit = await resolveCommit(directory, ref);
  if (commit) return commit;
  if (await isObject(directory, ref, 'tree')) return ref;
  throw notFound(`object does not exist [id: ${ref}, rel_path: ]`);
}

async function isObject(
  directory: string,
  sha: string,
  type: 'tree' | 'blob',
): Promise<boolean> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return false;
  const { stdout, exitCode } = await runGit(['cat-file', '-t', sha], {
    directory,
    accept: [0, 128],
  });
  return exitCode === 0 && stdout.toString('utf8').trim() === type;
}

/** Commits, trees, blobs and comparisons. */
export const historyRoutes = [
  route('GET /repos/:owner/:repo/commits', list),
  route('GET /repos/:owner/:repo/git/commits/:sha', one),
  route('GET /repos/:owner/:repo/git/trees/:sha', tree),
  route('GET /repos/:owner/:repo/git/blobs/:sha', blob),
  route('GET /repos/:owner/:repo/compare/*range', compare),
];
