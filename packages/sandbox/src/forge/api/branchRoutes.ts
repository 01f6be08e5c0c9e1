import { mayWrite } from '../access';
import { textField } from '../http/body';
import { readCommit } from '../git/commits';
import { readBranches } from '../git/readRefs';
import {
  branchHead,
  isBranchName,
  moveRef,
  NO_COMMIT,
  resolveCommit,
} from '../git/refs';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentBranch } from '../present/presentCommit';
import { presentRepository } from '../present/presentRepository';
import { removeBranch, withRefChanges } from '../pulls/refChanges';
import { Repository } from '../store/repositories';
import { ApiCall, ApiHandler, readable, writable } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

const oneRepository: ApiHandler = async call => ({
  json: await presentRepository(call.state, readable(call), call.account),
});

const list: ApiHandler = async call => {
  const repository = readable(call);
  const branches = [...(await readBranches(repository.directory))];
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    branches.length,
    await Promise.all(
      cut(branches, page).map(([name, head]) =>
        present(call, repository, name, head),
      ),
    ),
  );
};

const one: ApiHandler = async call => {
  const repository = readable(call);
  const { branch } = call.parameters;
  const head = await branchHead(repository.directory, branch);
  if (!head) throw notFound();
  return { json: await present(call, repository, branch, head) };
};

const create: ApiHandler = async call => {
  const { repository, account } = writable(call);
  const { directory, record } = repository;
  const name = textField(call.fields, 'new_branch_name') ?? '';
  if (!(await isBranchName(name))) {
    throw new HttpError(422, `[BranchName]: GitRefName`);
  }
  if ((await readBranches(directory)).size === 0) {
    throw new HttpError(404, 'Git Repository is empty.');
  }
  const from =
    textField(call.fields, 'old_ref_name') ||
    textField(call.fields, 'old_branch_name') ||
    record.defaultBranch;
  const commit = await resolveCommit(directory, from);
  if (!commit)
    throw new HttpError(500, `object does not exist [id: ${from}, rel_path: ]`);
  const made = await withRefChanges(call.state, repository, account, () =>
    moveRef(directory, `refs/heads/${name}`, commit, NO_COMMIT),
  );
  if (!made) throw new HttpError(409, 'The branch already exists.');
  return { status: 201, json: await present(call, repository, name, commit) };
};

const remove: ApiHandler = async call => {
  const { repository, account } = writable(call);
  const { branch } = call.parameters;
  if (!(await branchHead(repository.directory, branch))) {
    throw notFound(`branch does not exist [name: ${branch}]`);
  }
  if (branch === repository.record.defaultBranch) {
    throw new HttpError(
      403,
      'can not delete default or pull request target branch',
    );
  }
  await removeBranch(call.state, repository, account, branch);
  return { status: 204 };
};

async function present(
  { state, account }: ApiCall,
  repository: Repository,
  branch: string,
  head: string,
) {
  return presentBranch(
    state,
    repository,
    branch,
    await readCommit(repository.directory, head),
    mayWrite(account, repository),
  );
}

/** A repository and its branches. */
export const branchRoutes = [
  route('GET /repos/:owner/:repo', oneRepository),
  route('GET /repos/:owner/:repo/branches', list),
  route('POST /repos/:owner/:repo/branches', create),
  route('GET /repos/:owner/:repo/branches/*branch', one),
  route('DELETE /repos/:owner/:repo/branches/*branch', remove),
];
