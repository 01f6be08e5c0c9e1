import { mayWrite } from '../access';
import { mailedPatches, unifiedDiff } from '../git/diffs';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { isWorkInProgress } from '../present/presentPull';
import { editPull } from '../pulls/editPull';
import { mergeability, Mergeability } from '../pulls/mergeability';
import { mergePull } from '../pulls/mergePull';
import { PullRecord } from '../store/records';
import { Repository } from '../store/repositories';
import { diffView } from './diffView';
import { html, Html } from './html';
import { markdown } from './markdown';
import { time } from './page';
import { PageCall, PageHandler, pullOf, repositoryOf } from './pageCall';

const list: PageHandler = async call => {
  const { record, fullName } = repositoryOf(call);
  const state = call.query.get('state') === 'closed' ? 'closed' : 'open';
  const pulls = record.pulls.filter(pull => pull.state === state).reverse();
  const tab = (name: 'open' | 'closed') =>
    html`<a
      href="/${fullName}/pulls?state=${name}"
      ${name === state && html` aria-current="page"`}
      >${record.pulls.filter(pull => pull.state === name).length} ${name}</a
    >`;
  return {
    title: `Pull requests · ${fullName}`,
    content: html`<h1>Pull requests</h1>
      <nav class="crumbs" aria-label="State">
        ${tab('open')} <span aria-hidden="true">·</span> ${tab('closed')}
      </nav>
      ${pulls.length === 0
        ? html`<p class="card soft">No pull request is ${state}.</p>`
        : html`<ul class="rows">
            ${pulls.map(pull => row(fullName, pull))}
          </ul>`}`,
  };
};

const one: PageHandler = async call => {
  const file = /^(\d+)\.(diff|patch)$/.exec(call.parameters.index);
  if (file) return asFile(call, file[1], file[2]);
  const { repository, pull } = pullOf(call);
  const merge = await mergeability(repository, pull);
  const diff = merge.mergeBase
    ? await unifiedDiff(repository.directory, merge.mergeBase, pull.headCommit)
    : '';
  return {
    title: `${pull.title} · #${pull.number}`,
    content: html`<h1>
        ${pull.title} <span class="soft">#${pull.number}</span>
      </h1>
      <p>
        ${stateBadge(pull)} <strong>${pull.author}</strong> wants to merge
        <code>${pull.headBranch}</code> into <code>${pull.baseBranch}</code>,
        opened ${time(pull.createdAt)}.
      </p>
      ${outcome(repository, pull)}
      ${pull.state === 'open' && actions(call, repository, pull, merge)}
      <h2>Description</h2>
      <div class="card">
        ${pull.body.trim() === ''
          ? html`<p class="soft">No description.</p>`
          : markdown(pull.body)}
      </div>
      ${pull.comments.length > 0 && comments(pull)}
      <h2>Changes</h2>
      ${diffView(diff)}`,
  };
};

const merge: PageHandler = async call => {
  const { repository, pull } = pullOf(call);
  checkWriter(call, repository);
  await mergePull(call.state, repository, pull, call.account, {
    style: 'merge',
    headCommit: call.query.get('head') ?? undefined,
    deleteBranch: true,
  });
  return { redirect: addressOf(repository, pull) };
};

const close: PageHandler = async call => {
  const { repository, pull } = pullOf(call);
  checkWriter(call, repository);
  await editPull(call.state, repository, pull, call.account, {
    state: 'closed',
  });
  return { redirect: addressOf(repository, pull) };
};

async function asFile(call: PageCall, index: string, format: string) {
  const { repository, pull } = pullOf({
    ...call,
    parameters: { ...call.parameters, index },
  });
  const { mergeBase } = await mergeability(repository, pull);
  if (!mergeBase) throw notFound();
  const render = format === 'diff' ? unifiedDiff : mailedPatches;
  return {
    bytes: await render(repository.directory, mergeBase, pull.headCommit),
    contentType: 'text/plain; charset=utf-8',
  };
}

function checkWriter({ account }: PageCall, repository: Repository): void {
  if (!mayWrite(account, repository)) {
    throw new HttpError(
      403,
      `${account.login} may not write to ${repository.fullName}`,
    );
  }
}

function row(fullName: string, pull: PullRecord): Html {
  return html`<li>
    ${stateBadge(pull)}
    <a href="/${fullName}/pulls/${pull.number}">${pull.title}</a>
    <span class="soft"
      >#${pull.number} by ${pull.author}, ${time(pull.createdAt)}</span
    >
  </li>`;
}

function stateBadge(pull: PullRecord): Html {
  const word = pull.merged ? 'merged' : pull.state;
  return html`<span class="state ${word}">${word}</span>`;
}

function outcome({ fullName }: Repository, pull: PullRecord): Html | false {
  if (pull.merged) {
    const { by, at, commit } = pull.merged;
    return html`<p class="card" role="status">
      Merged by <strong>${by}</strong> on ${time(at)} as
      <a href="/${fullName}/commit/${commit}"
        ><code>${commit.slice(0, 10)}</code></a
      >.
    </p>`;
  }
  return (
    pull.state === 'closed' &&
    html`<p class="card" role="status">
      Closed without
      merging${pull.closedAt && html` on ${time(pull.closedAt)}`}.
    </p>`
  );
}

function actions(
  { csrfToken, account }: PageCall,
  repository: Repository,
  pull: PullRecord,
  { mergeable, conflicts }: Mergeability,
): Html {
  const address = addressOf(repository, pull);
  const obstacle = obstacleOf(pull, mergeable, conflicts);
  const csrf = html`<input type="hidden" name="csrf" value="${csrfToken}" />`;
  if (!mayWrite(account, repository)) {
    return html`<p class="card">${account.login} may not merge here.</p>`;
  }
  return html`${obstacle !== '' &&
    html`<p class="card" id="obstacle">${obstacle}</p>`}
    <form class="actions" method="post">
      ${csrf}
      <button
        class="primary"
        formaction="${address}/merge?head=${pull.headCommit}"
        ${obstacle !== '' && html` disabled aria-describedby="obstacle"`}
      >
        Merge
      </button>
      <button formaction="${address}/close">Close</button>
    </form>`;
}

function obstacleOf(
  pull: PullRecord,
  mergeable: boolean,
  conflicts: string[],
): string {
  if (isWorkInProgress(pull)) {
    return 'Cannot be merged: its title says that work is in progress.';
  }
  if (conflicts.length > 0) {
    return `Cannot be merged: ${
      pull.baseBranch
    } changed the same lines of ${conflicts.join(
      ', ',
    )}. Close it and propose the change again.`;
  }
  return mergeable ? '' : 'Cannot be merged: one of its branches is gone.';
}

function comments(pull: PullRecord): Html {
  return html`<h2>Comments</h2>
    ${pull.comments.map(
      comment =>
        html`<article class="card" id="issuecomment-${comment.id}">
          <p class="soft">
            <strong>${comment.author}</strong> on ${time(comment.createdAt)}
          </p>
          ${markdown(comment.body)}
        </article>`,
    )}`;
}

function addressOf({ fullName }: Repository, { number }: PullRecord): string {
  return `/${fullName}/pulls/${number}`;
}

/** Pull requests: the list, each one, merging and closing it. */
export const pullPages = [
  route('GET /:owner/:repo/pulls', list),
  route('GET /:owner/:repo/pulls/:index', one),
  route('GET /:owner/:repo/pulls/:index/files', one),
  route('POST /:owner/:repo/pulls/:index/merge', merge),
  route('POST /:owner/:repo/pulls/:index/close', close),
];
