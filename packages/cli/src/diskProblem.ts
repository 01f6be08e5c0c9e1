/** What the system, Git and SQLite say when nothing can be written. */
const FULL = /ENOSPC|EDQUOT|no space left on device|disk is full|SQLITE_FULL/i;
const REFUSED = /EROFS|EACCES|EPERM|read-only file system|SQLITE_READONLY/i;

const ELSEWHERE = 'choose another directory: --state DIR';

/**
 * Says that the state directory cannot be written to, why, and what to do.
 *
 * @param text - an error's message or a program's output
 * @returns nothing when that speaks of something else
 */
export function diskProblem(text: string, state: string): string | undefined {
  if (FULL.test(text)) {
    return `the disk of the state directory ${state} is full. Make some room there (20 MB will do for a beginning), or ${ELSEWHERE}`;
  }
  if (REFUSED.test(text)) {
    return `the state directory ${state} may not be written to. See to it that it belongs to you, or ${ELSEWHERE}`;
  }
  return undefined;
}
