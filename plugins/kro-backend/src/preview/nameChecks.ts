import {
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Check, ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { PreviewContext } from './preview';

const TITLE = 'Name is free';

/** A preview comes as one types: it does not wait for a Git host that is slow. */
const PATIENCE_MS = 2_000;

/** A form is not asked again by itself: what was proposed while it was opened must count. */
const MAX_AGE_MS = 1_000;

/** What `Changes.list` throws when the changes cannot be seen: host gone or refusing, repository gone, none configured. */
const UNSEEN = [ServiceUnavailableError, NotFoundError, NotImplementedError];

function check(outcome: Check['outcome'], message: string): Check {
  return { id: 'free', title: TITLE, outcome, message, field: 'name' };
}

function takenLive({ cluster }: PreviewContext, path: string): Check[] {
  const found = cluster.instanceAtPath(path);
  return found && cluster.instanceObject(found.ref)
    ? [
        check(
          'refused',
          `name is "${found.name}": it must be free, but ${found.ref} lives in the cluster. Choose another name, or edit that one.`,
        ),
      ]
    : [];
}

function takenByChange(
  changes: ChangeSummary[],
  name: string,
  path: string,
): Check[] {
  const asking = (change: ChangeSummary) =>
    change.files.some(file => file.path === path && file.status !== 'removed');
  const open = changes.find(
    change => change.state === 'open' && asking(change),
  );
  if (open) {
    return [
      check(
        'refused',
        `name is "${name}": it must be free, but the open change #${open.number} (${open.title}) asks for it. Choose another name, or merge or close that change first.`,
      ),
    ];
  }
  const merged = changes.find(change => asking(change) && isInGitOnly(change));
  return merged
    ? [
        check(
          'refused',
          `name is "${name}": it must be free, but ${path} is in Git already, since change #${merged.number} (${merged.title}), and not applied yet. Choose another name, or wait until it is applied.`,
        ),
      ]
    : [];
}

/** Merged, and not in the cluster yet. */
function isInGitOnly({ stages, state }: ChangeSummary): boolean {
  const applied = stages.find(({ id }) => id === 'applied');
  return (
    state === 'merged' && applied !== undefined && applied.state !== 'done'
  );
}

/** What the Git host says within the time that a form can wait. Throws as `list`, or when the time is over. */
async function promptly(
  changes: PreviewContext['changes'],
): Promise<ChangeSummary[]> {
  const late = new AbortController();
  try {
    return await Promise.race([
      changes.list({ maxAgeMs: MAX_AGE_MS }),
      delay(PATIENCE_MS, undefined, { signal: late.signal }).then(() => {
        throw new ServiceUnavailableError(
          `the Git host did not answer within ${PATIENCE_MS / 1000} s`,
        );
      }),
    ]);
  } finally {
    late.abort();
  }
}

function isUnseen(error: unknown): error is Error {
  return UNSEEN.some(kind => error instanceof kind);
}

/** Whether an instance of that name lives in the cluster, or a change asks for one. */
export async function checkNameFree(
  context: PreviewContext,
  path: string,
): Promise<Check[]> {
  const live = takenLive(context, path);
  if (live.length > 0) return live;
  try {
    const name = context.cluster.instanceAtPath(path)?.name ?? path;
    const proposed = takenByChange(await promptly(context.changes), name, path);
    return proposed.length > 0
      ? proposed
      : [check('passed', 'Nothing else has this name')];
  } catch (error) {
    if (!isUnseen(error)) throw error;
    return [
      check(
        'warned',
        `Whether a change asks for the same name could not be seen; it is checked again when you order: ${error.message}`,
      ),
    ];
  }
}
