import { Account } from './store/records';
import { Repository } from './store/repositories';

/** Whether an account may read a repository: public ones everybody, private ones who may write. */
export function mayRead(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return !repository.record.private || mayWrite(account, repository);
}

/** Whether an account may push, merge and configure: the owner and administrators. */
export function mayWrite(
  account: Account | undefined,
  { record }: Repository,
): boolean {
  return (
    account !== undefined &&
    (account.admin === true || account.login === record.owner)
  );
}
