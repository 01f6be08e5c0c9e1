/*
 * A process of its own, so that its work holds up nothing that is measured: an API server with 5,000 instances of four
 * children each. It writes its address, then changes the Deployment of each instance whose name it reads; it ends with
 * its input.
 */
import { createInterface } from 'node:readline';
import {
  crowdedApiServer,
  deploymentOf,
} from '../../plugins/kro-node/src/__testUtils__/crowdedApiServer';

const INSTANCES = 5_000;

async function main(): Promise<void> {
  const server = await crowdedApiServer(INSTANCES).start();
  process.stdout.write(`${server.url}\n`);
  for await (const name of createInterface({ input: process.stdin })) {
    server.put(deploymentOf(name, 1));
  }
  process.exit(0);
}

void main();
