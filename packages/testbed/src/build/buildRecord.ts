import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORD = 'build.json';

/** What is remembered of how a tool was built, beside its programs. */
export interface BuildRecord {
  /** The Go that built it: `go1.26.8`. */
  go: string;
  /**
   * How long each program took, in seconds, with the modules that were fetched for it; less than a build from nothing
   * where an interrupted one went on.
   */
  seconds: Record<string, number>;
}

/** Writes the record into a tool's directory. */
export function writeBuildRecord(directory: string, record: BuildRecord): void {
  writeFileSync(join(directory, RECORD), JSON.stringify(record));
}

/** Reads the record of a tool's directory; nothing where a builder that kept none has built. */
export function readBuildRecord(directory: string): BuildRecord | undefined {
  const path = join(directory, RECORD);
  if (!existsSync(path)) return undefined;
  return JSON.parse(readFileSync(path, 'utf8'));
}
