import {
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import type { PreviewContext } from './preview';

const TITLE = 'Name is free';

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

async function takenByChange(
  { changes, cluster }: PreviewContext,
  path: string,
): Promise<Check[]> {
  const name = cluster.instanceAtPath(path)?.name ?? path;
  const open = (await changes.list()).find(
    change =>
      change.state === 'open' &&
      change.files.some(
        file => file.path === path && file.status !== 'removed',
      ),
  );
  return open
    ? [
        check(
          'refused',
          `name is "${name}": it must be free, but the open change #${open.number} (${open.title}) asks for it. Choose another name, or merge or close that change first.`,
        ),
      ]
    : [];
}

/** Whether an instance of that name lives in the cluster, or an open change asks for one. */
export async function checkNameFree(
  context: PreviewContext,
  path: string,
): Promise<Check[]> {
  const live = takenLive(context, path);
  if (live.length > 0) return live;
  try {
    const proposed = await takenByChange(context, path);
    return proposed.length > 0
      ? proposed
      : [check('passed', 'Nothing else has this name')];
  } catch (error) {
    if (
      error instanceof ServiceUnavailableError ||
      error instanceof NotImplementedError
    ) {
      return [
        check(
          'warned',
          `Whether an open change asks for the same name could not be seen: ${error.message}`,
        ),
      ];
    }
    throw error;
  }
}
