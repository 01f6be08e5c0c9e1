import { Account } from './store/records';
import { Repository } from './store/repositories';

/** Whether an account may read a repository: public ones everybody, private ones who may write. */
export function mayRead(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return !repository.record.private || mayWrite(account, repository);
}

/** Whether an account may push and merge: who may configure, and collaborators. */
export function mayWrite(
  account: Account | undefined,
  repository: Repository,
): boolean {
  const { collaborators = [] } = repository.record;
  return (
    mayConfigure(account, repository) ||
    (account !== undefined && collaborators.includes(account.login))
  );
}

/** Whether an account may configure: the owner and administrators. */
export function mayConfigure(
  account: Account | undefined,
  { record }: Repository,
): boolean {
  return (
    account !== undefined &&
    (account.admin === true || account.login === record.owner)
  );
}
