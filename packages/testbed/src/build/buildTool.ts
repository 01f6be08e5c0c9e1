import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/runCommand';
import { writeBuildRecord } from './buildRecord';
import { sealBuild } from './builtTool';
import { ModuleFiles, Program, Tool } from './tools';

/** Where and how one tool is built. */
export interface BuildPlace {
  /** Where its go.mod and go.sum are. */
  moduleDirectory: string;
  /** Where the result shall be; appears only when it is whole. */
  target: string;
  /** Go's build cache. */
  goCache: string;
  /** `go1.26.8`, for the record. */
  goVersion: string;
  /** Called before and after each program. */
  onProgram: (program: Program, state: 'begun' | 'built') => void;
  signal?: AbortSignal;
}

/**
 * Builds the programs of one tool and takes along the files that it needs of modules.
 *
 * @throws TestbedError with the last lines of the Go command that failed
 */
export async function buildTool(tool: Tool, place: BuildPlace): Promise<void> {
  const draft = `${place.target}.building`;
  // What an interrupted build has left; Go's build cache still has its work.
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, 'bin'), { recursive: true });
  const seconds: Record<string, number> = {};
  for (const program of tool.programs) {
    place.onProgram(program, 'begun');
    const began = Date.now();
    await compile(tool, program, join(draft, 'bin', program.name), place);
    seconds[program.name] = (Date.now() - began) / 1000;
    place.onProgram(program, 'built');
  }
  await collect(tool.files, join(draft, 'share'), place);
  writeBuildRecord(draft, { go: place.goVersion, seconds });
  sealBuild(draft);
  rmSync(place.target, { recursive: true, force: true });
  renameSync(draft, place.target);
}

function compile(
  { flags, cgo = false }: Tool,
  { importPath }: Program,
  output: string,
  { moduleDirectory, goCache, signal }: BuildPlace,
): Promise<string> {
  return runCommand({
    program: 'go',
    args: [
      'build',
      '-mod=readonly',
      '-trimpath',
      ...flags,
      '-o',
      output,
      importPath,
    ],
    cwd: moduleDirectory,
    env: {
      ...process.env,
      GOCACHE: goCache,
      GOWORK: 'off',
      CGO_ENABLED: cgo ? '1' : '0',
    },
    signal,
  });
}

/** Copies files out of the module cache, so that it may go without the testbed noticing. */
async function collect(
  files: ModuleFiles[],
  share: string,
  place: BuildPlace,
): Promise<void> {
  if (files.length === 0) return;
  const directories = await moduleDirectories(
    [...new Set(files.map(({ module }) => module))],
    place,
  );
  for (const { module, from, to, only } of files) {
    const source = join(directories.get(module) ?? '', from);
    const target = join(share, to);
    mkdirSync(target, { recursive: true });
    if (only) {
      only.forEach(name => copy(join(source, name), join(target, name)));
    } else copy(source, target);
  }
}

/** Content only: the module cache is read-only, and what is copied must be removable. */
function copy(source: string, target: string): void {
  if (!statSync(source).isDirectory()) {
    writeFileSync(target, readFileSync(source));
    return;
  }
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) {
    copy(join(source, name), join(target, name));
  }
}

/** Where the modules are. A build has downloaded those it needs; a module that nothing is built from needs help. */
async function moduleDirectories(
  modules: string[],
  { moduleDirectory: cwd, signal }: BuildPlace,
): Promise<Map<string, string>> {
  const go = (...args: string[]) =>
    runCommand({
      program: 'go',
      args,
      cwd,
      env: { ...process.env, GOWORK: 'off' },
      signal,
    });
  const list = () => go('list', '-m', '-mod=readonly', '-json', ...modules);
  const isComplete = (found: Module[]) => found.every(({ Dir }) => Dir);
  let found = parseJsonSequence(await list());
  if (!isComplete(found)) {
    await go('mod', 'download');
    found = parseJsonSequence(await list());
  }
  return new Map(found.map(({ Path, Dir = '' }) => [Path, Dir]));
}

/** What `go list -m -json` says; the directory only when the module has been downloaded. */
interface Module {
  Path: string;
  Dir?: string;
}

/** Go writes one indented JSON object after the other. */
function parseJsonSequence(text: string): Module[] {
  return JSON.parse(`[${text.trim().replace(/^\}\n\{/gm, '},{')}]`);
}
