import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/runCommand';
import { hasCode } from '../process/systemError';
import { UnfitMachineError } from '../testbedError';
import { Tool } from './tools';

const INSTALL = 'https://go.dev/dl/';

/** What Go says of itself. */
export interface GoToolchain {
  /** `go1.26.8`. */
  version: string;
  /** Where modules are kept. */
  moduleCache: string;
}

/**
 * Asks whether the tools can be built here.
 *
 * @throws UnfitMachineError when Go is missing or too old for one of them, or a C compiler is missing for one that needs it
 */
export async function requireGo(
  tools: readonly Tool[],
  toolsDirectory: string,
  signal?: AbortSignal,
): Promise<GoToolchain> {
  const needed = tools
    .map(({ name }) => requiredGo(join(toolsDirectory, name)))
    .sort(compareVersions)
    .pop();
  const go = await askGo(toolsDirectory, signal);
  // A Go of 1.21 or later fetches a newer one by itself where it is allowed to.
  const fetches =
    go.GOTOOLCHAIN !== 'local' &&
    compareVersions(versionOf(go.GOVERSION), '1.21') >= 0;
  if (
    needed &&
    !fetches &&
    compareVersions(versionOf(go.GOVERSION), needed) < 0
  ) {
    throw new UnfitMachineError(
      `The testbed is built with Go ${needed} or later, and this is ${go.GOVERSION}. Install a newer one from ${INSTALL}, or allow it to be fetched (GOTOOLCHAIN=auto). Then run the same command again.`,
    );
  }
  if (tools.some(({ cgo }) => cgo)) await requireCompiler(go.CC, signal);
  return { version: go.GOVERSION, moduleCache: go.GOMODCACHE };
}

/** The `go` line of a module. */
function requiredGo(directory: string): string {
  const text = readFileSync(join(directory, 'go.mod'), 'utf8');
  return /^go\s+(\S+)/m.exec(text)?.[1] ?? '1.21';
}

async function askGo(
  cwd: string,
  signal?: AbortSignal,
): Promise<Record<'GOVERSION' | 'GOTOOLCHAIN' | 'GOMODCACHE' | 'CC', string>> {
  const args = ['env', '-json', 'GOVERSION', 'GOTOOLCHAIN', 'GOMODCACHE', 'CC'];
  try {
    return JSON.parse(await runCommand({ program: 'go', args, cwd, signal }));
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new UnfitMachineError(
      `The testbed is built with Go, and there is no \`go\` on the PATH. Install it from ${INSTALL} and run the same command again. The sandbox needs no Go.`,
    );
  }
}

async function requireCompiler(
  compiler: string,
  signal?: AbortSignal,
): Promise<void> {
  const [program, ...flags] = compiler.split(/\s+/);
  try {
    await runCommand({
      program,
      args: [...flags, '--version'],
      cwd: '/',
      signal,
    });
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new UnfitMachineError(
      `Gitea is built with a C compiler, and there is no \`${program}\` on the PATH. Install one (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install) and run the same command again.`,
    );
  }
}

function versionOf(goVersion: string): string {
  return goVersion.replace(/^go/, '');
}

/** Compares dotted versions; what follows a number (`rc1`) does not count. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version =>
    version.split('.').map(part => parseInt(part, 10) || 0),
  );
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
