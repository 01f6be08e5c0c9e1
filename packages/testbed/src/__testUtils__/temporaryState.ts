import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a directory for a cluster's state; the function removes it. */
export function temporaryState(): [string, () => Promise<void>] {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-testbed-'));
  return [
    state,
    // A Git process of the last moment may still write there.
    () => rm(state, { recursive: true, force: true, maxRetries: 10 }),
  ];
}
