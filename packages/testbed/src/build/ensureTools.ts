import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { takeBuildLock } from './buildLock';
import { inWords } from './buildEstimate';
import { buildDefect } from './builtTool';
import { BuiltTools } from './builtTools';
import { buildTool } from './buildTool';
import { requireSpace } from './diskSpace';
import { requireModules } from './goModules';
import { requireGo } from './goToolchain';
import { requireMemory } from './memory';
import { startProgress } from './progress';
import { Tool } from './tools';
import { placeOf, ToolsAddress, ToolsPlace } from './toolsPlace';

const GO_CACHE = 'go-build';
/** Measured: bytes of build cache and of modules for each second of building. */
const CACHE_PER_SECOND = 8.9e6;
const MODULES_PER_SECOND = 7.7e6;

/** How to come by the programs. */
export interface EnsureOptions extends ToolsAddress {
  onProgress: (line: string) => void;
  signal?: AbortSignal;
  /** How much is free where a directory is, in bytes; default: as the system says. */
  freeBytes?: (directory: string) => number;
  /** How much memory is available, in bytes; default: as the system says. */
  availableBytes?: () => number;
}

/**
 * Returns the programs of the testbed, building those that are not there for exactly these module files; that
 * takes minutes, once. What was built stays even when a later one fails, and an interrupted build goes on where
 * it was. Two that build in one cache at a time wait for one another.
 *
 * @throws UnfitMachineError when Go or a C compiler is missing or too old, when disk or memory are too small, and when
 *   no Go modules can be had; TestbedError when a build fails; an AbortError
 */
export async function ensureTools(options: EnsureOptions): Promise<BuiltTools> {
  const place = placeOf(options);
  const { cache, missing } = place;
  if (missing().length > 0) {
    mkdirSync(cache, { recursive: true });
    const unlock = await takeBuildLock(join(cache, 'building'), {
      onWait: pid =>
        options.onProgress(
          `Waiting for process ${pid}, which is building the testbed`,
        ),
      signal: options.signal,
    });
    try {
      // Whoever built meanwhile may have built these.
      await build(missing(), { ...options, ...place });
    } finally {
      unlock();
    }
  }
  return place.built();
}

async function build(
  tools: readonly Tool[],
  options: EnsureOptions & ToolsPlace,
): Promise<void> {
  if (tools.length === 0) return;
  const { cache, toolsDirectory, directoryOf, onProgress, signal } = options;
  tools.forEach(tool => explain(tool, directoryOf(tool), onProgress));
  const go = await requireGo(tools, toolsDirectory, signal);
  const goCache = join(cache, GO_CACHE);
  const steps = tools.flatMap(({ programs }) => programs);
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  requireSpace(
    [
      {
        directory: cache,
        purpose: 'builds',
        // Work that an interrupted build has done needs no room again; how much that is, nobody knows.
        bytes: existsSync(goCache) ? 0 : seconds * CACHE_PER_SECOND,
      },
      {
        directory: go.moduleCache,
        purpose: 'Go modules',
        bytes: isEmpty(go.moduleCache) ? seconds * MODULES_PER_SECOND : 0,
      },
    ],
    options.freeBytes,
  );
  requireMemory(options.availableBytes);
  await requireModules(tools, toolsDirectory, signal);
  onProgress(
    `Building the testbed with ${go.version}, once: ${inWords(
      seconds,
    )} on two cores`,
  );
  const progress = startProgress(steps, onProgress);
  try {
    for (const tool of tools) {
      await buildTool(tool, {
        moduleDirectory: join(toolsDirectory, tool.name),
        target: directoryOf(tool),
        goCache,
        goVersion: go.version,
        onProgram: progress.note,
        signal,
      });
    }
  } finally {
    progress.stop();
  }
  // 9 GB that nothing needs any more.
  rmSync(goCache, { recursive: true, force: true });
}

/** Says why something is built although something is there. */
function explain(
  { name }: Tool,
  directory: string,
  onProgress: (line: string) => void,
): void {
  const defect = buildDefect(directory);
  if (defect && defect !== 'absent') {
    onProgress(`${directory} is damaged (${defect}): ${name} is built again`);
    return;
  }
  const parent = resolve(directory, '..');
  if (existsSync(parent) && readdirSync(parent).some(isFinished)) {
    onProgress(
      `${name} was built from other module files (${parent}): it is built again from the present ones, and the other stays`,
    );
  }
}

function isFinished(name: string): boolean {
  return !name.endsWith('.building');
}

function isEmpty(directory: string): boolean {
  return !existsSync(directory) || readdirSync(directory).length === 0;
}
