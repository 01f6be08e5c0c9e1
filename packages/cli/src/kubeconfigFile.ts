import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { CommandError } from './commandError';

/**
 * Makes room for a kubeconfig that appears when all is ready: removes one of an earlier run.
 *
 * @throws CommandError when the file is somebody else's
 */
export function prepareKubeconfig(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) return;
  if (!isOwn(path)) {
    throw new CommandError(
      `--kubeconfig ${path} exists and was not written by Mini-Atlas. Give a file that may be overwritten. Nothing was changed.`,
    );
  }
  rmSync(path);
}

/** Empty, as `mktemp` leaves it, or with nothing in it but the sandbox. */
function isOwn(path: string): boolean {
  const text = readFileSync(path, 'utf8');
  if (!text.trim()) return true;
  try {
    const { clusters } = parse(text);
    return (
      Array.isArray(clusters) &&
      clusters.length === 1 &&
      clusters[0].name === 'mini-atlas'
    );
  } catch {
    // Whatever it is, it is not ours.
    return false;
  }
}
