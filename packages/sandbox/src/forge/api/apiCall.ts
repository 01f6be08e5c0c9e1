import { mayConfigure, mayRead, mayWrite } from '../access';
import { ForgeState } from '../forgeState';
import { resolveCommit } from '../git/refs';
import { HttpError, notFound } from '../http/httpError';
import { PathParameters } from '../http/router';
import { ResolvedRef } from '../present/presentContents';
import { Account, PullRecord } from '../store/records';
import { Repository } from '../store/repositories';

/** One call of the API, parsed. */
export interface ApiCall {
  state: ForgeState;
  account?: Account;
  /** Whether the caller's token came as a password. */
  isBasic: boolean;
  parameters: PathParameters;
  query: URLSearchParams;
  /** The address as it was asked, for links to other pages. */
  address: URL;
  fields: Record<string, unknown>;
}

/** What the API answers: JSON, text, bytes, or nothing. */
export interface ApiAnswer {
  status?: number;
  json?: unknown;
  text?: string;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

/** Answers one call. */
export type ApiHandler = (call: ApiCall) => Promise<ApiAnswer>;

/** Who calls; 401 when nobody is signed in. */
export function signedIn({ account }: ApiCall): Account {
  if (!account) throw new HttpError(401, 'token is required');
  return account;
}

/** The repository of the path; 404 when it does not exist or is hidden from the caller. */
export function readable({ state, account, parameters }: ApiCall): Repository {
  const repository = state.repositories.find(parameters.owner, parameters.repo);
  if (!repository || !mayRead(account, repository)) throw notFound();
  return repository;
}

/** Repository and account for a change; 401, 404 or 403. */
export function writable(
  call: ApiCall,
  place = 'this repository',
): {
  repository: Repository;
  account: Account;
} {
  const repository = readable(call);
  const account = signedIn(call);
  if (!mayWrite(account, repository)) {
    throw new HttpError(
      403,
      `user should have a permission to write to ${place}`,
    );
  }
  return { repository, account };
}

/** The repository, for a change of its settings; 401, 404 or 403. */
export function configurable(call: ApiCall): Repository {
  const repository = readable(call);
  if (!mayConfigure(signedIn(call), repository)) {
    throw new HttpError(
      403,
      'user should be an owner or a collaborator with admin write of a repository',
    );
  }
  return repository;
}

/** The pull request of the path. */
export function pullOf(call: ApiCall, repository: Repository): PullRecord {
  const number = Number(call.parameters.index);
  const pull = repository.record.pulls.find(other => other.number === number);
  if (!pull) throw notFound();
  return pull;
}

/** What `ref` (default: the default branch) means; 404 when nothing. */
export async function refOf(
  repository: Repository,
  ref: string | null | undefined,
): Promise<ResolvedRef> {
  const name = ref || repository.record.defaultBranch;
  const { directory } = repository;
  const plain = name.replace(/^refs\/(heads|tags)\//, '');
  const commit = await resolveCommit(directory, plain);
  if (!commit) {
    throw notFound(`object does not exist [id: ${name}, rel_path: ]`);
  }
  return {
    kind: commit.startsWith(plain) ? 'commit' : 'branch',
    name: plain,
    commit,
  };
}
