import { ChangeSet } from '../forge';
import { ForgeError } from '../forgeError';
import { checkedBranchName, checkedPath } from '../gitName';
import { ChangeHost } from './forgeHost';

/** Throws `ForgeError` of kind `invalid` when a change set can be no pull request to `target`. Makes no request. */
export function checkChange(
  host: ChangeHost,
  target: string,
  changeSet: ChangeSet,
): void {
  checkedBranchName(changeSet.branch);
  changeSet.files.forEach(file => checkedPath(file.path));
  const paths = new Set(changeSet.files.map(file => file.path));
  const fault =
    (changeSet.branch === target && 'the branch is the target branch') ||
    (changeSet.title.trim() === '' && 'the title is empty') ||
    (changeSet.files.length === 0 && 'it changes no file') ||
    (paths.size < changeSet.files.length && 'it names a file twice');
  if (fault) {
    throw new ForgeError({
      kind: 'invalid',
      request: `propose the change ${JSON.stringify(changeSet.title)} to ${
        host.repository
      }`,
      answer: fault,
      advice: 'Correct the change and try again',
    });
  }
}
