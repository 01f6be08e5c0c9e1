import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { Changes } from './changes';

const ID = { id: 'open', title: 'Other changes' };

/** Whether an open change touches the same file: two would conflict, and the second is made on what the first replaces. */
export async function checkNoOpenChange(
  changes: Pick<Changes, 'list'>,
  path: string,
): Promise<Check> {
  const open = (await changes.list()).find(
    change =>
      change.state === 'open' && change.files.some(file => file.path === path),
  );
  return open
    ? {
        ...ID,
        outcome: 'refused',
        field: 'instance',
        message: `The open change #${open.number} (${open.title}) touches ${path}, too. Merge or close it first.`,
      }
    : { ...ID, outcome: 'passed', message: 'No open change touches this file' };
}
