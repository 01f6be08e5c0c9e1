import { gitlabForge, GitlabForgeOptions } from '../gitlab/gitlabForge';
import { FakeAnswer, FakeRequest, serveFakeHost } from './fakeHost';
import { FakeMergeRequest, GitlabState } from './gitlabState';
import { changed, changedPaths, MemoryFiles } from './memoryGit';

/** Bearer of it may read and write. */
export const TOKEN = 'glpat-writer';
/** Bearer of it may read only. */
export const GUEST = 'glpat-guest';

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const no = (status: number, message: unknown): FakeAnswer => ({
  status,
  body: { message },
});
const notFound = (what: string) => no(404, `404 ${what} Not Found`);

type Route = (
  state: GitlabState,
  request: FakeRequest,
  first: string,
) => FakeAnswer;

/** Stands for the last commit of a file: the same as long as the file is. */
const lastCommit = (blob: string) => blob;

/** A file as `repository/files` shows it. */
const file: Route = ({ git }, { query }, path) => {
  const commit = git.at(query.get('ref') ?? '');
  if (!commit) return notFound('Commit');
  const found = commit.files.get(path);
  if (!found) return notFound('File');
  return ok({
    file_name: path.split('/').pop(),
    file_path: path,
    size: Buffer.byteLength(found.content),
    encoding: 'base64',
    content: Buffer.from(found.content).toString('base64'),
    blob_id: found.id,
    last_commit_id: lastCommit(found.id),
  });
};

const tree: Route = (state, { query }) => {
  const commit = state.git.at(query.get('ref') ?? '');
  if (!commit) return notFound('Tree');
  const entries = [...commit.files].map(([path, { id, mode }]) => ({
    id,
    name: path.split('/').pop(),
    type: 'blob',
    path,
    mode,
  }));
  return paged(state, query, entries);
};

const branch: Route = ({ git }, _request, name) => {
  const id = git.branches.get(name);
  return id ? ok({ name, commit: { id } }) : notFound('Branch');
};

const removeBranch: Route = ({ git }, _request, name) =>
  git.branches.delete(name) ? { status: 204, body: '' } : notFound('Branch');

const compare: Route = ({ git }, { query }) => {
  const from = git.at(query.get('from') ?? '');
  const to = git.at(query.get('to') ?? '');
  if (!from || !to) return notFound('Ref');
  const before = new Set(git.history(from));
  const base = git.mergeBase(from, to);
  return ok({
    commits: git
      .history(to)
      .filter(commit => !before.has(commit))
      .map(({ sha }) => ({ id: sha })),
    diffs: diffsOf(base.files, to.files),
    compare_timeout: false,
    compare_same_ref: from === to,
  });
};

const commit: Route = ({ git }, { body }) => {
  const name = String(body.branch);
  if (git.branches.has(name)) {
    return no(
      400,
      `A branch called '${name}' already exists. Switch to that branch in order to make changes`,
    );
  }
  const start = git.at(String(body.start_branch));
  if (!start)
    return no(
      400,
      'You can only create or edit files when you are on a branch',
    );
  const changes: Record<string, string | null> = {};
  for (const action of body.actions as Record<string, string>[]) {
    const path = action.file_path;
    const there = start.files.get(path);
    if (action.action === 'create' && there) {
      return no(400, 'A file with this name already exists');
    }
    if (action.action !== 'create' && !there) {
      return no(400, "A file with this name doesn't exist");
    }
    if (there && action.last_commit_id !== lastCommit(there.id)) {
      return no(
        400,
        'You are attempting to update a file that has changed since you started editing it.',
      );
    }
    changes[path] = action.action === 'delete' ? null : action.content;
  }
  const { sha } = git.commit({
    files: changed(start.files, changes),
    parents: [start.sha],
    message: String(body.commit_message),
    author: {
      name: String(body.author_name),
      email: String(body.author_email),
    },
  });
  git.branches.set(name, sha);
  return ok({ id: sha }, 201);
};

const mergeRequests: Route = (state, { query }) => {
  const wanted = query.get('state');
  const source = query.get('source_branch');
  const entries = [...state.mergeRequests.values()]
    .filter(one => !wanted || wanted === 'all' || one.state === wanted)
    .filter(one => !source || one.source === source)
    .reverse()
    .map(one => state.shown(one));
  return paged(state, query, entries);
};

const open: Route = (state, { body }) => {
  const [source, target] = [body.source_branch, body.target_branch].map(String);
  const other = [...state.mergeRequests.values()].find(
    one => one.state === 'opened' && one.source === source,
  );
  if (other) {
    return no(409, [
      `Another open merge request already exists for this source branch: !${other.iid}`,
    ]);
  }
  if (!state.git.branches.has(target)) {
    return no(400, { target_branch: ['does not exist'] });
  }
  const title = String(body.title);
  const description = String(body.description);
  return ok(
    state.shown(state.open({ source, target, title, description })),
    201,
  );
};

/** A route of one merge request. */
const one =
  (
    reply: (
      state: GitlabState,
      found: FakeMergeRequest,
      request: FakeRequest,
    ) => FakeAnswer,
  ): Route =>
  (state, request, iid) => {
    const found = state.mergeRequests.get(Number(iid));
    return found ? reply(state, found, request) : notFound('Not found');
  };

const close = one((state, found, { body }) => {
  if (body.state_event === 'close' && found.state === 'opened') {
    found.head = state.headOf(found);
    found.state = 'closed';
  }
  if (body.squash === false) found.squash = false;
  return ok(state.shown(found));
});

const merge = one((state, found, { body }) => {
  if (!state.mayMerge) return no(401, '401 Unauthorized');
  if (found.state !== 'opened') return no(405, '405 Method Not Allowed');
  const head = state.headOf(found);
  if (body.sha !== head) {
    return no(409, `SHA does not match HEAD of source branch: ${head}`);
  }
  const status = state.mergeStatus(found);
  if (status === 'checking') {
    // The one that is read next says the same.
    state.checking += 1;
    return no(422, 'Branch cannot be merged');
  }
  if (status === 'conflict') return no(422, 'Branch cannot be merged');
  if (status !== 'mergeable') return no(405, '405 Method Not Allowed');
  found.squash ||= body.squash === true;
  const squash = found.squash;
  const message = squash
    ? body.squash_commit_message
    : body.merge_commit_message;
  state.merge(found, String(message), squash);
  return ok(state.shown(found));
});

const ROUTES: [string, RegExp, Route][] = [
  ['GET', /^$/, () => ok({ path_with_namespace: 'atlas/platform' })],
  ['GET', /^\/repository\/files\/(.+)$/, file],
  ['GET', /^\/repository\/tree$/, tree],
  ['GET', /^\/repository\/branches\/(.+)$/, branch],
  ['DELETE', /^\/repository\/branches\/(.+)$/, removeBranch],
  ['GET', /^\/repository\/compare$/, compare],
  ['POST', /^\/repository\/commits$/, commit],
  [
    'GET',
    /^\/repository\/commits\/(.+)\/statuses$/,
    (state, { query }) => paged(state, query, state.statuses),
  ],
  ['GET', /^\/merge_requests$/, mergeRequests],
  ['POST', /^\/merge_requests$/, open],
  ['GET', /^\/merge_requests\/(\d+)$/, one((state, it) => ok(state.shown(it)))],
  ['PUT', /^\/merge_requests\/(\d+)$/, close],
  ['PUT', /^\/merge_requests\/(\d+)\/merge$/, merge],
  [
    'GET',
    /^\/merge_requests\/(\d+)\/diffs$/,
    one((state, it, { query }) => {
      const { before, after } = state.changes(it);
      const isKnown = state.preparing === 0;
      return paged(state, query, isKnown ? diffsOf(before, after) : []);
    }),
  ],
  [
    'GET',
    /^\/merge_requests\/(\d+)\/raw_diffs$/,
    one((state, it) => {
      const { before, after } = state.changes(it);
      return { status: 200, body: rawDiff(before, after) };
    }),
  ],
];

/** A GitLab with the one project `atlas/platform`, as far as this package asks it, its errors in GitLab's words. */
export async function fakeGitlab(files: Record<string, string>) {
  const state = new GitlabState();
  state.git.commitOn('main', files);
  const server = await serveFakeHost('/api/v4', request =>
    answer(state, request),
  );
  return {
    ...server,
    state,
    forge: (more: Partial<GitlabForgeOptions> = {}) =>
      gitlabForge({
        url: server.url,
        repository: 'atlas/platform',
        token: TOKEN,
        ...more,
      }),
  };
}

function answer(state: GitlabState, request: FakeRequest): FakeAnswer {
  const { method, path, headers } = request;
  const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
  if (![TOKEN, GUEST].includes(token)) return no(401, '401 Unauthorized');
  const below = /^\/projects\/atlas\/platform(\/.*)?$/.exec(path);
  if (!below) return notFound('Project');
  if (method !== 'GET' && token === GUEST) {
    return {
      status: 403,
      body: {
        error: 'insufficient_scope',
        error_description:
          'The request requires higher privileges than provided by the access token.',
        scope: 'api',
      },
    };
  }
  for (const [wanted, pattern, route] of ROUTES) {
    const match = wanted === method && pattern.exec(below[1] ?? '');
    if (match) return route(state, request, match[1]);
  }
  return { status: 404, body: { error: '404 Not Found' } };
}

function paged(
  { largestPage }: GitlabState,
  query: URLSearchParams,
  entries: object[],
): FakeAnswer {
  const page = Number(query.get('page') ?? 1);
  const size = Math.min(Number(query.get('per_page') ?? 20), largestPage);
  const isLast = page * size >= entries.length;
  return {
    status: 200,
    headers: { 'x-next-page': isLast ? '' : String(page + 1) },
    body: entries.slice((page - 1) * size, page * size),
  };
}

function diffsOf(before: MemoryFiles, after: MemoryFiles) {
  return changedPaths(before, after).map(path => ({
    old_path: path,
    new_path: path,
    new_file: !before.has(path),
    deleted_file: !after.has(path),
    renamed_file: false,
  }));
}

function rawDiff(before: MemoryFiles, after: MemoryFiles): string {
  const lines = (sign: string, content = '') =>
    content
      .split('\n')
      .filter(Boolean)
      .map(line => `${sign}${line}`);
  return changedPaths(before, after)
    .flatMap(path => [
      `diff --git a/${path} b/${path}`,
      ...lines('-', before.get(path)?.content),
      ...lines('+', after.get(path)?.content),
    ])
    .join('\n');
}
