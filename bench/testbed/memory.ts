import { execFileSync } from 'node:child_process';
import { Testbed } from '@mini-atlas/testbed';
import { round } from '../statistics';

const KIB_PER_MIB = 1_024;

/** What each program of a testbed keeps in memory at present, in MiB, by name. */
export function memoryOf({ processes }: Testbed): Record<string, number> {
  const pids = processes.map(({ pid }) => pid).join(',');
  const table = execFileSync('ps', ['-o', 'pid=,rss=', '-p', pids], {
    encoding: 'utf8',
  });
  const resident = new Map(
    table
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).map(Number))
      .map(([pid, kib]): [number, number] => [pid, kib]),
  );
  return Object.fromEntries(
    processes.map(({ name, pid }) => [
      name,
      round((resident.get(pid) ?? 0) / KIB_PER_MIB),
    ]),
  );
}
