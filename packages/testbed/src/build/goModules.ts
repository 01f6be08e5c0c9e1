import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/runCommand';
import { TestbedError, UnfitMachineError } from '../testbedError';
import { Tool } from './tools';

/**
 * Asks whether Go modules can be had here: from the module cache, or from wherever Go is told to fetch them. One stands
 * for all, so that a machine without a way to them is told from a version that is gone.
 *
 * @throws UnfitMachineError with Go's words
 */
export async function requireModules(
  tools: readonly Tool[],
  toolsDirectory: string,
  signal?: AbortSignal,
): Promise<void> {
  const [module] = tools.flatMap(tool =>
    pinnedModules(tool, join(toolsDirectory, tool.name)),
  );
  if (!module) return;
  const args = ['list', '-m', module];
  const env = { ...process.env, GOWORK: 'off' };
  try {
    // Where no go.mod is, so that nothing but this module counts.
    await runCommand({ program: 'go', args, cwd: '/', env, signal });
  } catch (error) {
    if (!(error instanceof TestbedError)) throw error;
    throw new UnfitMachineError(
      `The testbed is built from Go modules, and they cannot be fetched here: ${error.message}\nAllow it (GOPROXY, proxies of the system) and run the same command again.`,
    );
  }
}

/** The modules that a tool's programs and files are of, as `path@version`. */
function pinnedModules(tool: Tool, directory: string): string[] {
  const text = readFileSync(join(directory, 'go.mod'), 'utf8');
  const wanted = [
    ...tool.programs.map(({ importPath }) => importPath),
    ...tool.files.map(({ module }) => module),
  ];
  return [...text.matchAll(/^(?:require)?\s+(\S+) (v\S+)/gm)]
    .filter(([, path]) => wanted.some(one => `${one}/`.startsWith(`${path}/`)))
    .map(([, path, version]) => `${path}@${version}`);
}
