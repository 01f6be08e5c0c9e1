import { Preview } from '@mini-atlas/backstage-plugin-kro-common';

/** One value of the status; without `value` it is known after apply. */
export interface PlannedOutput {
  path: string;
  value?: string;
}

type Status = Preview['status'];

/** The status fields that an instance will show, flattened; those nobody can know yet are without value. Empty ones are left out. */
export function outputs(
  preview: Pick<Preview, 'status' | 'unknownStatus'>,
): PlannedOutput[] {
  const unknown = new Set(preview.unknownStatus.map(({ path }) => path));
  const known = flatten(preview.status).filter(
    ({ path, value }) => !unknown.has(path) && value !== '',
  );
  return [...known, ...[...unknown].map(path => ({ path }))];
}

function flatten(status: Status, prefix = ''): PlannedOutput[] {
  return Object.entries(status).flatMap(([field, value]) => {
    const path = `${prefix}${field}`;
    if (value === undefined || value === null) return [];
    if (typeof value === 'object') {
      return Array.isArray(value)
        ? [{ path, value: JSON.stringify(value) }]
        : flatten(value, `${path}.`);
    }
    return [{ path, value: String(value) }];
  });
}
