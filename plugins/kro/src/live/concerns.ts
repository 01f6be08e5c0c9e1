import { KroSignal } from '@mini-atlas/backstage-plugin-kro-common';

/** What a view shows, so that it knows which signals concern it. `'all'` means any of them. */
export interface Concerns {
  /** Instance refs. */
  instances?: 'all' | string[];
  /** Names of abstractions. */
  abstractions?: 'all' | string[];
  /** Pull requests and Flux revisions. */
  changes?: boolean;
}

function touches(
  shown: 'all' | string[] | undefined,
  changed: 'all' | string[],
): boolean {
  if (!shown || changed.length === 0) {
    return false;
  }
  return (
    shown === 'all' ||
    changed === 'all' ||
    changed.some(name => shown.includes(name))
  );
}

/** True when the signal names something that the view shows. A change of the connection concerns every view. */
export function concerned(concerns: Concerns, signal: KroSignal): boolean {
  return (
    signal.cluster ||
    (signal.changes && Boolean(concerns.changes)) ||
    touches(concerns.instances, signal.instances) ||
    touches(concerns.abstractions, signal.abstractions)
  );
}
