import { join } from 'node:path';
import { readBuildRecord } from './buildRecord';

/** Where everything is that was built. */
export interface BuiltTools {
  /** Path of a program. @throws Error when no tool has one of that name */
  program(name: string): string;
  /** A directory that a tool took along from its modules. */
  share(tool: string, directory: string): string;
  /** How long the programs took to build, in seconds, by name; those of which nobody kept it are left out. */
  buildSeconds(): Record<string, number>;
}

/** Answers from the directories of the tools, by name. */
export function builtTools(
  directories: ReadonlyMap<string, string>,
  programs: ReadonlyMap<string, string>,
): BuiltTools {
  const directoryOf = (tool: string | undefined): string => {
    const directory = tool && directories.get(tool);
    if (!directory) throw new Error(`'${tool}' is no tool of the testbed`);
    return directory;
  };
  return {
    program: name => join(directoryOf(programs.get(name)), 'bin', name),
    share: (tool, directory) => join(directoryOf(tool), 'share', directory),
    buildSeconds: () =>
      Object.assign(
        {},
        ...[...directories.values()].map(
          directory => readBuildRecord(directory)?.seconds,
        ),
      ),
  };
}
