import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An API server that is crowded. */
export interface CrowdedCluster {
  url: string;
  /** Makes the Deployment of an instance unavailable. */
  disturb(name: string): void;
  stop(): Promise<void>;
}

/** Starts it, and waits until it listens. */
export async function startCrowdedCluster(): Promise<CrowdedCluster> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      join(__dirname, 'apiServer.ts'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const url = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(([code]) => {
      throw new Error(`the crowded API server ended with ${code}`);
    }),
  ]);
  return {
    url: String(url),
    disturb: name => child.stdin.write(`${name}\n`),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
