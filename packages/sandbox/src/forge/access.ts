import { Account, Permission } from './store/records';
import { Repository } from './store/repositories';

/** What an account may do in a repository, from least to most. */
export type Access = 'none' | Permission | 'owner';

const LEVELS: Access[] = ['none', 'read', 'write', 'admin', 'owner'];

/** What an account may do: its owner and administrators everything, collaborators what they were given, all others read public ones. */
export function accessOf(
  account: Account | undefined,
  { record }: Repository,
): Access {
  const open = record.private ? 'none' : 'read';
  if (!account) return open;
  if (account.admin || account.login === record.owner) return 'owner';
  const given = record.collaborators?.find(
    ({ login }) => login === account.login,
  );
  return given?.permission ?? open;
}

/** Whether an account may read a repository. */
export function mayRead(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return isAtLeast('read', account, repository);
}

/** Whether an account may push and merge. */
export function mayWrite(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return isAtLeast('write', account, repository);
}

/** Whether an account may configure: webhooks and collaborators. */
export function mayConfigure(
  account: Account | undefined,
  repository: Repository,
): boolean {
  return isAtLeast('admin', account, repository);
}

function isAtLeast(
  wanted: Access,
  account: Account | undefined,
  repository: Repository,
): boolean {
  return (
    LEVELS.indexOf(accessOf(account, repository)) >= LEVELS.indexOf(wanted)
  );
}
