import { mkdirSync, statSync, statfsSync } from 'node:fs';
import { UnfitMachineError } from '../testbedError';

const GIGABYTE = 1e9;

/** Room that is wanted in a directory. */
export interface SpaceRequest {
  directory: string;
  /** What for, as a message says it: `the module cache`. */
  purpose: string;
  bytes: number;
}

/**
 * Sees to it that there is room; requests on one file system are added up.
 *
 * @param freeBytes - how much is free where a directory is; default: as the system says
 * @throws UnfitMachineError naming the directories, what is needed and what is there
 */
export function requireSpace(
  requests: SpaceRequest[],
  freeBytes: (directory: string) => number = freeSpace,
): void {
  const byDevice = new Map<number, SpaceRequest[]>();
  for (const request of requests) {
    mkdirSync(request.directory, { recursive: true });
    const { dev } = statSync(request.directory);
    byDevice.set(dev, [...(byDevice.get(dev) ?? []), request]);
  }
  for (const together of byDevice.values()) {
    const needed = together.reduce((sum, { bytes }) => sum + bytes, 0);
    const free = freeBytes(together[0].directory);
    if (free >= needed) continue;
    const places = together
      .map(({ directory, purpose }) => `${directory} (${purpose})`)
      .join(' and ');
    throw new UnfitMachineError(
      `Building the testbed needs ${inGigabytes(
        needed,
      )} in ${places}, and ${inGigabytes(
        free,
      )} are free. Make room, or choose other places with XDG_CACHE_HOME and GOMODCACHE. Most of it is given back when all is built.`,
    );
  }
}

function freeSpace(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function inGigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
