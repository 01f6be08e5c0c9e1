import { mayWrite } from '../access';
import { listCommits } from '../git/commits';
import { mailedPatches, unifiedDiff } from '../git/diffs';
import { textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentCommit } from '../present/presentCommit';
import { presentPull, presentPullFiles } from '../present/presentPull';
import { editPull, openPull } from '../pulls/editPull';
import { MERGE_STYLES, mergePull } from '../pulls/mergePull';
import { mergeability } from '../pulls/mergeability';
import { PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { ApiCall, ApiHandler, pullOf, readable, signedIn } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

type Order = (one: PullRecord, other: PullRecord) => number;

const newest: Order = (one, other) => other.number - one.number;
const ORDERS: Record<string, Order> = {
  oldest: (one, other) => one.number - other.number,
  recentupdate: (one, other) =>
    other.updatedAt.localeCompare(one.updatedAt) || newest(one, other),
  leastupdate: (one, other) =>
    one.updatedAt.localeCompare(other.updatedAt) || -newest(one, other),
  recentclose: (one, other) =>
    (other.closedAt ?? '').localeCompare(one.closedAt ?? '') ||
    newest(one, other),
  mostcomment: (one, other) =>
    other.comments.length - one.comments.length || newest(one, other),
  leastcomment: (one, other) =>
    one.comments.length - other.comments.length || newest(one, other),
};

const list: ApiHandler = async call => {
  const repository = readable(call);
  const state = call.query.get('state') ?? 'open';
  const poster = call.query.get('poster');
  const base = call.query.get('base_branch');
  const pulls = repository.record.pulls
    .filter(
      pull =>
        (state === 'all' || pull.state === state) &&
        (!poster || pull.author === poster) &&
        (!base || pull.baseBranch === base),
    )
    .sort(ORDERS[call.query.get('sort') ?? ''] ?? newest);
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    pulls.length,
    await Promise.all(
      cut(pulls, page).map(pull =>
        presentPull(call.state, repository, pull, call.account),
      ),
    ),
  );
};

const create: ApiHandler = async call => {
  const repository = readable(call);
  const account = signedIn(call);
  const { fields } = call;
  const pull = await openPull(call.state, repository, account, {
    head: textField(fields, 'head') ?? '',
    base: textField(fields, 'base') || repository.record.defaultBranch,
    title: textField(fields, 'title') ?? '',
    body: textField(fields, 'body') ?? '',
  });
  return { status: 201, json: await present(call, repository, pull) };
};

/** Also `12.diff` and `12.patch`. */
const one: ApiHandler = async call => {
  const repository = readable(call);
  const [, index, format] =
    /^(\d+)(?:\.(diff|patch))?$/.exec(call.parameters.index) ?? [];
  const pull = pullOf(
    { ...call, parameters: { ...call.parameters, index: index ?? '' } },
    repository,
  );
  if (!format) return { json: await present(call, repository, pull) };
  const { mergeBase } = await mergeability(repository, pull);
  if (!mergeBase) throw notFound();
  const render = format === 'diff' ? unifiedDiff : mailedPatches;
  return {
    text: await render(repository.directory, mergeBase, pull.headCommit),
  };
};

const byBranches: ApiHandler = async call => {
  const repository = readable(call);
  const { base, head } = call.parameters;
  const pull = repository.record.pulls.find(
    other =>
      other.baseBranch === base && other.headBranch === head && !other.merged,
  );
  if (!pull) throw notFound();
  return { json: await present(call, repository, pull) };
};

const edit: ApiHandler = async call => {
  const repository = readable(call);
  const account = signedIn(call);
  const pull = pullOf(call, repository);
  if (pull.author !== account.login && !mayWrite(account, repository)) {
    throw new HttpError(
      403,
      'user should have a permission to edit this pull request',
    );
  }
  const state = textField(call.fields, 'state');
  if (state !== undefined && state !== 'open' && state !== 'closed') {
    throw new HttpError(412, `unknown state: ${state}`);
  }
  await editPull(call.state, repository, pull, account, {
    title: textField(call.fields, 'title'),
    body: textField(call.fields, 'body'),
    state,
  });
  return { status: 201, json: await present(call, repository, pull) };
};

const isMerged: ApiHandler = async call => {
  if (!pullOf(call, readable(call)).merged) throw notFound();
  return { status: 204 };
};

const merge: ApiHandler = async call => {
  const repository = readable(call);
  const account = signedIn(call);
  const pull = pullOf(call, repository);
  const { fields } = call;
  const wanted = textField(fields, 'Do') || textField(fields, 'do') || 'merge';
  const style = MERGE_STYLES.find(known => known === wanted);
  if (!style) {
    throw new HttpError(
      422,
      `[Do]: In "${MERGE_STYLES.join(',')}", not "${wanted}"`,
    );
  }
  if (!mayWrite(account, repository)) {
    throw new HttpError(405, 'User not allowed to merge PR');
  }
  await mergePull(call.state, repository, pull, account, {
    style,
    // Gitea's older name of each field is accepted beside the newer one, as Gitea does.
    title:
      textField(fields, 'merge_title_field') ??
      textField(fields, 'MergeTitleField'),
    message:
      textField(fields, 'merge_message_field') ??
      textField(fields, 'MergeMessageField'),
    headCommit: textField(fields, 'head_commit_id'),
    deleteBranch: fields.delete_branch_after_merge === true,
  });
  return { status: 200 };
};

const files: ApiHandler = async call => {
  const repository = readable(call);
  const all = await presentPullFiles(
    call.state,
    repository,
    pullOf(call, repository),
  );
  const page = pageOf(call);
  return pagedAnswer(call, page, all.length, cut(all, page));
};

const commits: ApiHandler = async call => {
  const repository = readable(call);
  const pull = pullOf(call, repository);
  const { mergeBase } = await mergeability(repository, pull);
  const all = mergeBase
    ? await listCommits(
        repository.directory,
        `${mergeBase}..${pull.headCommit}`,
      )
    : [];
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    all.length,
    await Promise.all(
      cut(all, page).map(commit =>
        presentCommit(call.state, repository, commit, call.account),
      ),
    ),
  );
};

function present(call: ApiCall, repository: Repository, pull: PullRecord) {
  return presentPull(call.state, repository, pull, call.account);
}

/** Pull requests and their merging. */
export const pullRoutes = [
  route('GET /repos/:owner/:repo/pulls', list),
  route('POST /repos/:owner/:repo/pulls', create),
  route('GET /repos/:owner/:repo/pulls/:index', one),
  route('PATCH /repos/:owner/:repo/pulls/:index', edit),
  route('GET /repos/:owner/:repo/pulls/:index/merge', isMerged),
  route('POST /repos/:owner/:repo/pulls/:index/merge', merge),
  route('GET /repos/:owner/:repo/pulls/:index/files', files),
  route('GET /repos/:owner/:repo/pulls/:index/commits', commits),
  route('GET /repos/:owner/:repo/pulls/:base/*head', byBranches),
];
