import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startTestbed, Testbed } from '@mini-atlas/testbed';
import { round } from '../statistics';

const platform = resolve(__dirname, '../../kind');

/** A testbed that was started over nothing, from programs that stood. */
export interface StartedTestbed {
  testbed: Testbed;
  /** Its state directory. */
  state: string;
  /** From the command until everything was ready, in milliseconds. */
  startMs: number;
  /** When each stage of that was reached. */
  stages: Record<string, number>;
  /** Ends it, and removes its state. */
  stop(): Promise<void>;
}

/** Starts a testbed over an empty state, and takes down when it reached what. */
export async function startedTestbed(): Promise<StartedTestbed> {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-bench-testbed-'));
  const stages: Record<string, number> = {};
  const began = performance.now();
  const sinceBegin = () => round(performance.now() - began);
  const testbed = await startTestbed({
    state,
    platform,
    onStage: stage => {
      stages[stage] = sinceBegin();
    },
  });
  return {
    testbed,
    state,
    startMs: sinceBegin(),
    stages,
    async stop() {
      await testbed.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
