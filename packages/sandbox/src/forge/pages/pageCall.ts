import { ForgeState } from '../forgeState';
import { Account, PullRecord } from '../store/records';
import { PathParameters } from '../http/router';
import { Repository } from '../store/repositories';
import { mayRead } from '../access';
import { notFound } from '../http/httpError';
import { Page } from './page';

/** One request for a page, parsed. */
export interface PageCall {
  state: ForgeState;
  /** The account that the browser acts as. */
  account: Account;
  parameters: PathParameters;
  query: URLSearchParams;
  /** Value of the form field `csrf`. */
  csrfToken: string;
}

/** What a page's address answers: a page, another address to go to, or bytes. */
export type PageAnswer =
  | Page
  | { redirect: string }
  | { bytes: Buffer | string; contentType: string };

/** Answers one page. */
export type PageHandler = (call: PageCall) => Promise<PageAnswer>;

/** The repository of the address; 404 otherwise. */
export function repositoryOf({
  state,
  account,
  parameters,
}: PageCall): Repository {
  const repository = state.repositories.find(parameters.owner, parameters.repo);
  if (!repository || !mayRead(account, repository)) throw notFound();
  return repository;
}

/** The pull request of the address; 404 otherwise. */
export function pullOf(call: PageCall): {
  repository: Repository;
  pull: PullRecord;
} {
  const repository = repositoryOf(call);
  const pull = repository.record.pulls.find(
    ({ number }) => String(number) === call.parameters.index,
  );
  if (!pull) throw notFound();
  return { repository, pull };
}
