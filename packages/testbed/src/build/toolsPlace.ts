import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { TOOLS_DIRECTORY } from '../packageDirectories';
import { buildDefect } from './builtTool';
import { BuiltTools, builtTools } from './builtTools';
import { toolHash } from './toolHash';
import { Tool, TOOLS } from './tools';

/** Which tools, and where. */
export interface ToolsAddress {
  /** Where built programs are kept; default: `mini-atlas/testbed` in the user's cache. */
  cache?: string;
  /** Default: all of the testbed's. */
  tools?: readonly Tool[];
  /** Where their modules are. */
  toolsDirectory?: string;
}

/** Where the tools of these module files are, or will be. */
export interface ToolsPlace {
  cache: string;
  toolsDirectory: string;
  directoryOf(tool: Tool): string;
  /** Those that are not there, or not whole. */
  missing(): Tool[];
  /** All of them, once none is missing. */
  built(): BuiltTools;
}

/** Finds out where the tools of these module files are, or will be. */
export function placeOf(options: ToolsAddress): ToolsPlace {
  const { tools = TOOLS, toolsDirectory = TOOLS_DIRECTORY } = options;
  const cache = resolve(options.cache ?? userCache());
  const directories = new Map(
    tools.map(tool => [
      tool.name,
      join(cache, tool.name, toolHash(tool, join(toolsDirectory, tool.name))),
    ]),
  );
  const programs = tools.flatMap(tool =>
    tool.programs.map(({ name }): [string, string] => [name, tool.name]),
  );
  const directoryOf = (tool: Tool) => directories.get(tool.name) ?? '';
  return {
    cache,
    toolsDirectory,
    directoryOf,
    missing: () => tools.filter(tool => buildDefect(directoryOf(tool))),
    built: () => builtTools(directories, new Map(programs)),
  };
}

/**
 * Returns the programs of the testbed where all of them stand already; nothing where one would have to be built.
 */
export function findTools(address: ToolsAddress = {}): BuiltTools | undefined {
  const { missing, built } = placeOf(address);
  return missing().length === 0 ? built() : undefined;
}

/** Where built programs are kept unless somebody says otherwise. */
function userCache(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'mini-atlas', 'testbed');
}
