import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Figure } from './figure';
import { Part } from './parts';
import { Failure, Finding } from './report';
import { round } from './statistics';

/** What came of a part, and how busy the machine was. */
export interface PartOutcome {
  name: string;
  seconds: number;
  /** One-minute load averages: before on a quiet machine close to 0, after it the part's own. */
  loadBefore: number;
  loadAfter: number;
  figures: Figure[];
  failures: Failure[];
  /** What this machine does not have what it takes for. */
  leftOut: string[];
}

const load = () => round(loadavg()[0]);

/** Runs a part in a process of its own. Whatever becomes of that, the others go on. */
export async function runPart(
  name: string,
  { what, minutes }: Part,
): Promise<PartOutcome> {
  const began = performance.now();
  const loadBefore = load();
  const figures: Figure[] = [];
  const failures: Failure[] = [];
  const leftOut: string[] = [];
  const child = fork(join(__dirname, 'part.ts'), [name], {
    execArgv: [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    ],
  });
  // Backstage's transform tells of every file that it loads on the same channel.
  child.on('message', (found: Finding) => {
    if (found.figure) figures.push(found.figure);
    if (found.failure) failures.push(found.failure);
    if (found.leftOut) leftOut.push(found.leftOut);
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), minutes * 60_000);
  const [code, signal] = await new Promise<[number | null, string | null]>(
    ended => child.once('exit', (...how) => ended(how)),
  );
  clearTimeout(limit);
  if (signal === 'SIGKILL') {
    failures.push({ what, message: `it took more than ${minutes} minutes` });
  } else if (code !== 0) {
    failures.push({
      what,
      message: `its process ended with ${signal ?? code}`,
    });
  }
  return {
    name,
    seconds: Math.round((performance.now() - began) / 1_000),
    loadBefore,
    loadAfter: load(),
    figures,
    failures,
    leftOut,
  };
}
