import { cpus, loadavg, totalmem } from 'node:os';
import { round } from './statistics';

/** Where figures were measured; they compare only on machines alike. */
export interface Machine {
  platform: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  node: string;
  /** One-minute load average before the run: on a quiet machine close to 0. */
  loadBefore: number;
}

/** Describes the machine at hand. */
export function describeMachine(): Machine {
  return {
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: round(totalmem() / 1024 ** 3),
    node: process.versions.node,
    loadBefore: round(loadavg()[0]),
  };
}
