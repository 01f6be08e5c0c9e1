import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** The sandbox's log. */
export interface Log {
  /** Adds one line with the time before it. */
  write(line: string): void;
  close(): Promise<void>;
}

/** Opens a log file, emptying what a former run left; without a file nothing is kept. */
export function openLog(path: string | undefined): Log {
  if (!path) return { write: () => undefined, close: async () => undefined };
  mkdirSync(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  return {
    write: line => stream.write(`${new Date().toISOString()} ${line}\n`),
    close: () => new Promise(resolve => stream.end(resolve)),
  };
}
