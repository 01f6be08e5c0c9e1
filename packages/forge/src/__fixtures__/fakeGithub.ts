import { githubForge, GithubForgeOptions } from '../github/githubForge';
import { FakeAnswer, FakeRequest, serveFakeHost } from './fakeHost';
import { Part, Schemas } from './githubSchemas';
import { GithubState } from './githubState';
import { blobId, changedPaths, MemoryCommit, MemoryFiles } from './memoryGit';

const ok = <T>(body: Part<T>, status = 200): FakeAnswer => ({ status, body });
const no = (status: number, message: string, errors?: object[]): FakeAnswer => {
  const body: Part<Schemas['validation-error']> = {
    message,
    documentation_url: 'https://docs.github.com/rest',
    ...(errors ? { errors } : {}),
  };
  return { status, body };
};
const notFound = () => no(404, 'Not Found');

/** Bearer of it may read and write. */
export const TOKEN = 'ghp_writer';
/** Bearer of it may read only. */
export const GUEST = 'ghp_guest';

/** A GitHub with the one repository `atlas/platform`, as far as this package asks it, its errors in GitHub's words. */
export async function fakeGithub(files: Record<string, string>) {
  const state = new GithubState();
  state.git.commitOn('main', files);
  const server = await serveFakeHost('/api/v3', request =>
    answer(state, request),
  );
  return {
    ...server,
    state,
    forge: (more: Partial<GithubForgeOptions> = {}) =>
      githubForge({
        url: server.url,
        repository: 'atlas/platform',
        token: TOKEN,
        ...more,
      }),
  };
}

type Route = (
  state: GithubState,
  request: FakeRequest,
  first: string,
  second: string,
) => FakeAnswer;

const ROUTES: [string, RegExp, Route][] = [
  ['GET', /^$/, () => ok<Schemas['full-repository']>({ name: 'platform' })],
  ['GET', /^\/contents\/(.+)$/, contents],
  ['GET', /^\/git\/blobs\/(.+)$/, blob],
  ['GET', /^\/git\/ref\/heads\/(.+)$/, ref],
  ['GET', /^\/git\/trees\/(.+)$/, tree],
  ['GET', /^\/git\/commits\/(.+)$/, commit],
  ['POST', /^\/git\/trees$/, makeTree],
  ['POST', /^\/git\/commits$/, makeCommit],
  ['POST', /^\/git\/refs$/, makeRef],
  ['DELETE', /^\/git\/refs\/heads\/(.+)$/, removeRef],
  ['GET', /^\/compare\/(.+)\.\.\.(.+)$/, compare],
  ['GET', /^\/pulls$/, pulls],
  ['POST', /^\/pulls$/, openPull],
  ['GET', /^\/pulls\/(\d+)$/, onePull],
  ['PATCH', /^\/pulls\/(\d+)$/, closePull],
  ['GET', /^\/pulls\/(\d+)\/files$/, pullFiles],
  ['PUT', /^\/pulls\/(\d+)\/merge$/, mergePull],
  ['GET', /^\/commits\/(.+)\/status$/, statuses],
  ['GET', /^\/commits\/(.+)\/check-runs$/, checkRuns],
];

function answer(state: GithubState, request: FakeRequest): FakeAnswer {
  const { method, path, headers } = request;
  state.onRequest?.(path);
  if (!headers['user-agent']) return no(403, 'Request forbidden');
  const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
  if (![TOKEN, GUEST].includes(token)) return no(401, 'Bad credentials');
  const below = /^\/repos\/atlas\/platform(\/.*)?$/.exec(path);
  if (!below) return notFound();
  if (method !== 'GET' && token === GUEST) {
    return {
      ...no(403, 'Resource not accessible by personal access token'),
      headers: { 'x-accepted-github-permissions': 'contents=write' },
    };
  }
  for (const [wanted, pattern, route] of ROUTES) {
    const match = wanted === method && pattern.exec(below[1] ?? '');
    if (match) return route(state, request, match[1], match[2]);
  }
  return notFound();
}

function contents({ git }: GithubState, { query }: FakeRequest, path: string) {
  const at = git.at(query.get('ref') ?? 'main');
  if (!at) return no(404, `No commit found for the ref ${query.get('ref')}`);
  const file = at.files.get(path);
  if (file) {
    const large = Buffer.byteLength(file.content) > 1024 * 1024;
    return ok<Schemas['content-file']>({
      type: 'file',
      sha: file.id,
      path,
      encoding: large ? 'none' : 'base64',
      content: large ? '' : Buffer.from(file.content).toString('base64'),
    });
  }
  return [...at.files.keys()].some(other => other.startsWith(`${path}/`))
    ? ok<Schemas['content-tree']>({ type: 'dir', path, entries: [] })
    : notFound();
}

function blob({ git }: GithubState, _: FakeRequest, id: string) {
  const file = [...git.commits.values()]
    .flatMap(({ files }) => [...files.values()])
    .find(candidate => candidate.id === id);
  return file
    ? ok<Schemas['blob']>({
        sha: id,
        encoding: 'base64',
        content: Buffer.from(file.content).toString('base64'),
      })
    : notFound();
}

function ref({ git }: GithubState, _: FakeRequest, branch: string) {
  const sha = git.branches.get(branch);
  return sha
    ? ok<Schemas['git-ref']>({
        ref: `refs/heads/${branch}`,
        object: { type: 'commit', sha },
      })
    : notFound();
}

function tree(state: GithubState, { query }: FakeRequest, id: string) {
  const files = state.git.commits.get(id)?.files ?? state.trees.get(id);
  if (!files) return notFound();
  const recursive = query.has('recursive');
  const truncated = recursive && files.size > state.largestTree;
  const entries = recursive
    ? blobs(files).slice(0, state.largestTree)
    : state.level(files);
  return ok<Schemas['git-tree']>({ sha: id, truncated, tree: entries });
}

function blobs(files: MemoryFiles) {
  return [...files]
    .map(([path, { id, mode }]) => ({ path, mode, type: 'blob', sha: id }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function commit(state: GithubState, _: FakeRequest, sha: string) {
  const one = state.git.commits.get(sha);
  return one
    ? ok<Schemas['git-commit']>({ sha, tree: { sha: state.keep(one.files) } })
    : notFound();
}

function makeTree(state: GithubState, { body }: FakeRequest) {
  const base = state.trees.get(String(body.base_tree));
  if (!base) return no(422, 'Validation Failed');
  const files = new Map(base);
  for (const entry of body.tree as Record<string, string | null>[]) {
    const path = String(entry.path);
    if (entry.sha === null) {
      if (!files.delete(path)) return no(422, 'GitRPC::BadObjectState');
    } else {
      const content = String(entry.content);
      const mode = String(entry.mode);
      files.set(path, { id: blobId(content), mode, content });
    }
  }
  return ok<Schemas['git-tree']>({ sha: state.keep(files) }, 201);
}

function makeCommit({ git, trees }: GithubState, { body }: FakeRequest) {
  const files = trees.get(String(body.tree));
  if (!files) return no(422, 'Tree SHA does not exist');
  const made = git.commit({
    files,
    parents: body.parents as string[],
    message: String(body.message),
    author: body.author as MemoryCommit['author'],
  });
  return ok<Schemas['git-commit']>({ sha: made.sha }, 201);
}

function makeRef({ git }: GithubState, { body }: FakeRequest) {
  const branch = String(body.ref).replace('refs/heads/', '');
  if (git.branches.has(branch)) return no(422, 'Reference already exists');
  git.branches.set(branch, String(body.sha));
  return ok<Schemas['git-ref']>({ ref: String(body.ref) }, 201);
}

function removeRef({ git }: GithubState, _: FakeRequest, branch: string) {
  return git.branches.delete(branch)
    ? { status: 204 }
    : no(422, 'Reference does not exist');
}

function compare(
  { git }: GithubState,
  _: FakeRequest,
  base: string,
  head: string,
) {
  const [from, to] = [git.at(base), git.at(head)];
  if (!from || !to) return notFound();
  const known = new Set(git.history(from));
  const ahead = git.history(to).filter(one => !known.has(one));
  const start = git.mergeBase(from, to);
  return ok<Schemas['commit-comparison']>({
    ahead_by: ahead.length,
    merge_base_commit: { sha: start.sha },
    files: entriesOf(start.files, to.files).slice(0, 300),
  });
}

function entriesOf(before: MemoryFiles, after: MemoryFiles) {
  return changedPaths(before, after).map(
    (filename): Part<Schemas['diff-entry']> => {
      const added = after.has(filename) ? 'added' : 'removed';
      const both = before.has(filename) && after.has(filename);
      return { filename, status: both ? 'modified' : added };
    },
  );
}

function pulls(state: GithubState, request: FakeRequest) {
  const wanted = request.query.get('state') ?? 'open';
  const head = request.query.get('head');
  const found = [...state.pulls.values()]
    .reverse()
    .filter(pull => wanted === 'all' || pull.state === wanted)
    .filter(pull => !head || head === `${pull.owner}:${pull.branch}`);
  return paged(
    state,
    request,
    found.map(pull => state.shown(pull)),
  );
}

/** Serves a page of a list, with the address of the next one in `Link`. */
function paged(
  state: GithubState,
  { query, path }: FakeRequest,
  all: object[],
): FakeAnswer {
  const page = Number(query.get('page') ?? 1);
  const size = Math.min(Number(query.get('per_page') ?? 30), state.largestPage);
  const more = all.length > page * size;
  const next = `<https://api.github.com${path}?page=${page + 1}>; rel="next"`;
  return {
    status: 200,
    body: all.slice((page - 1) * size, page * size),
    headers: more ? { link: next } : {},
  };
}

function openPull(state: GithubState, { body }: FakeRequest) {
  const [branch, target] = [String(body.head), String(body.base)];
  const invalid = (field: string) =>
    no(422, 'Validation Failed', [
      { resource: 'PullRequest', field, code: 'invalid' },
    ]);
  if (!state.git.branches.has(target)) return invalid('base');
  if (!state.git.branches.has(branch)) return invalid('head');
  const open = [...state.pulls.values()].some(
    pull => pull.branch === branch && pull.state === 'open',
  );
  if (open) {
    const message = `A pull request already exists for atlas:${branch}.`;
    return no(422, 'Validation Failed', [{ code: 'custom', message }]);
  }
  const { title, body: text } = body;
  const pull = state.open({
    branch,
    target,
    title: String(title),
    body: text === '' ? null : String(text),
  });
  return { status: 201, body: state.shownAlone(pull) };
}

function onePull(state: GithubState, { headers }: FakeRequest, number: string) {
  const pull = state.pulls.get(Number(number));
  if (!pull) return notFound();
  if (headers.accept !== 'application/vnd.github.diff') {
    return { status: 200, body: state.shownAlone(pull) };
  }
  const { before, after } = state.sides(pull);
  const lines = changedPaths(before, after).flatMap(path => [
    `diff --git a/${path} b/${path}`,
    ...(after.get(path)?.content ?? '').split('\n').map(line => `+${line}`),
  ]);
  return { status: 200, body: lines.join('\n') };
}

function closePull(state: GithubState, _: FakeRequest, number: string) {
  const pull = state.pulls.get(Number(number));
  if (!pull) return notFound();
  state.close(pull);
  return { status: 200, body: state.shownAlone(pull) };
}

function pullFiles(state: GithubState, request: FakeRequest, number: string) {
  const pull = state.pulls.get(Number(number));
  if (!pull) return notFound();
  const { before, after } = state.sides(pull);
  return paged(state, request, entriesOf(before, after));
}

function mergePull(state: GithubState, { body }: FakeRequest, number: string) {
  const pull = state.pulls.get(Number(number));
  if (!pull) return notFound();
  if (pull.state === 'closed' || state.computing > 0) {
    return no(405, 'Pull Request is not mergeable');
  }
  if (body.sha !== state.headOf(pull)) {
    return no(409, 'Head branch was modified. Review and try the merge again.');
  }
  const commitId = state.merge(pull, String(body.commit_message), {
    squash: body.merge_method === 'squash',
  });
  return commitId
    ? ok<Schemas['pull-request-merge-result']>({ sha: commitId, merged: true })
    : no(405, 'Pull Request is not mergeable');
}

function statuses(state: GithubState, _: FakeRequest, sha: string) {
  if (!state.git.commits.has(sha)) {
    return no(422, `No commit found for SHA: ${sha}`);
  }
  return ok<Schemas['combined-commit-status']>({ statuses: state.statuses });
}

function checkRuns(state: GithubState) {
  const { checkRuns: check_runs } = state;
  return ok<{ check_runs: Schemas['check-run'][] }>({ check_runs });
}
