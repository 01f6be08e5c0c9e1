import { UnfitMachineError } from '../testbedError';

const GIBIBYTE = 1024 ** 3;

/** Measured: linking the largest of the programs takes 2 GiB beside what compiles at the same time. */
const NEEDED = 3 * GIBIBYTE;

/**
 * Sees to it that a build does not end in the middle because the system kills its linker.
 *
 * @param availableBytes - how much memory this process could still take; default: as the system, or the container's
 *   limit, says
 * @throws UnfitMachineError with what is needed and what is there
 */
export function requireMemory(
  availableBytes: () => number = () => process.availableMemory(),
): void {
  const available = availableBytes();
  if (available >= NEEDED) return;
  throw new UnfitMachineError(
    `Building the testbed needs ${inGibibytes(
      NEEDED,
    )} of memory, and ${inGibibytes(
      available,
    )} are available. End what else runs here, or use a larger machine; what was built is kept.`,
  );
}

function inGibibytes(bytes: number): string {
  return `${(bytes / GIBIBYTE).toFixed(1)} GiB`;
}
