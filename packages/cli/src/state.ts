import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './commandError';
import { diskProblem } from './diskProblem';

const MARKER = '.mini-atlas-state';
const LOCK = 'running.json';

/** What Mini-Atlas puts into a state directory. Nothing else in it is ever deleted. */
const CONTENT = [
  'credentials.json',
  'database',
  'flux',
  'forge',
  'kubeconfig',
  'kubeconfig.new',
  'logs',
  'platform.json',
  'platform.json.new',
  'portal.kubeconfig',
  'portal.kubeconfig.new',
  'testbed',
  LOCK,
];

/** Left alone by `--fresh`, but no reason to doubt the directory. */
const NEIGHBOURS = [MARKER, 'test-results'];

/** The process that works with a state directory. */
export interface StateOwner {
  pid: number;
}

/** Who works with the state directory at present, if anybody does. */
export function ownerOf(state: string): StateOwner | undefined {
  const path = join(state, LOCK);
  if (!existsSync(path)) return undefined;
  const pid = Number(JSON.parse(readFileSync(path, 'utf8')).pid);
  return pid !== process.pid && isAlive(pid) ? { pid } : undefined;
}

/**
 * Takes a state directory for this process: makes it, or empties it when it shall be fresh.
 * Returns the function that gives it back.
 *
 * @param options - `lasting`: the cluster outlives this process, and so do its kubeconfigs
 * @throws CommandError when the directory holds something that Mini-Atlas has not written, or cannot be written to
 */
export function takeState(
  state: string,
  { fresh, lasting = false }: { fresh: boolean; lasting?: boolean },
): () => void {
  requireOwn(state);
  if (fresh) {
    for (const name of CONTENT) {
      rmSync(join(state, name), { recursive: true, force: true });
    }
  }
  const lock = join(state, LOCK);
  try {
    occupy(state, lock);
    if (!lasting) forgetKubeconfigs(state);
  } catch (error) {
    throw new CommandError(
      `The state directory could not be prepared: ${reasonOf(error, state)}.`,
    );
  }
  return () => rmSync(lock, { force: true });
}

/** Writes down whose directory it is, and who works with it. */
function occupy(state: string, lock: string): void {
  mkdirSync(state, { recursive: true });
  writeFileSync(
    join(state, MARKER),
    'Mini-Atlas keeps its state in this directory; `--fresh` (or `npm run down`) deletes it.\n',
  );
  writeFileSync(lock, JSON.stringify({ pid: process.pid }));
}

/** What is written when all is ready must not be there before. */
function forgetKubeconfigs(state: string): void {
  rmSync(join(state, 'kubeconfig'), { force: true });
  rmSync(join(state, 'portal.kubeconfig'), { force: true });
}

function reasonOf(error: unknown, state: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return (
    diskProblem(message, state) ??
    `${message}. Give another directory: --state DIR`
  );
}

function requireOwn(state: string): void {
  if (!existsSync(state)) return;
  if (!statSync(state).isDirectory()) {
    throw new CommandError(
      `--state ${state} is a file. Give a directory that is empty, absent or Mini-Atlas's own.`,
    );
  }
  const names = readdirSync(state);
  if (names.includes(MARKER)) return;
  const foreign = names.find(
    name => !CONTENT.includes(name) && !NEIGHBOURS.includes(name),
  );
  if (foreign !== undefined) {
    throw new CommandError(
      `--state ${state} is not a state directory of Mini-Atlas: it holds '${foreign}'. Give a directory that is empty, absent or Mini-Atlas's own. Nothing was changed.`,
    );
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
