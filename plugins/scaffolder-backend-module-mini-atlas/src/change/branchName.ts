import { CHANGE_BRANCH_PREFIX } from '@mini-atlas/backstage-plugin-kro-common';

/** Gitea's limit; GitHub and GitLab allow more. */
const LONGEST = 100;
const SHORTEST_TASK = 8;

/**
 * `mini-atlas/<kind>-<name>-<task>`, at most 100 characters: a long name shortens the task's id, to no
 * less than 8 characters, then itself. The same arguments always give the same name.
 */
export function branchName(kind: string, name: string, task: string): string {
  const id = task.replace(/[^A-Za-z0-9-]/g, '');
  const head = `${CHANGE_BRANCH_PREFIX}${kind.toLowerCase()}-${name}`.slice(
    0,
    LONGEST - SHORTEST_TASK - 1,
  );
  return `${head}-${id.slice(0, LONGEST - head.length - 1)}`;
}
