import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../process/systemError';

const POLL_MS = 500;

/**
 * Waits until nobody else builds in a cache, and takes it for this process; a lock of a process that has
 * gone does not count. Returns the function that gives it back.
 *
 * @param onWait - told once, with the other's process id, when somebody else is building
 */
export async function takeBuildLock(
  path: string,
  { onWait, signal }: { onWait: (pid: number) => void; signal?: AbortSignal },
): Promise<() => void> {
  let told = false;
  for (;;) {
    if (create(path)) return () => rmSync(path, { force: true });
    const pid = ownerOf(path);
    if (pid === undefined) continue;
    if (!isAlive(pid)) {
      removeStale(path, pid);
      continue;
    }
    if (!told) onWait(pid);
    told = true;
    await delay(POLL_MS, undefined, { signal });
  }
}

/** A link appears with its content, so that nobody ever reads half a lock. */
function create(path: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** Moved aside before it goes: what somebody else has put there in the meantime is put back. */
function removeStale(path: string, pid: number): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (ownerOf(aside) !== pid) linkSync(aside, path);
  rmSync(aside);
}

/** Whose lock it is; nothing when it is being given back at this moment. */
function ownerOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}
