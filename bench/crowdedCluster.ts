/*
 * A process of its own, so that its work does not hold up what is measured: an API server with 5,000 instances of four
 * children. Told the name of an instance, it changes that one's Deployment.
 */
import {
  crowdedApiServer,
  deploymentOf,
} from '../plugins/kro-node/src/__testUtils__/crowdedApiServer';

const INSTANCES = 5_000;

async function main(): Promise<void> {
  const server = await crowdedApiServer(INSTANCES).start();
  let available = 0;
  process.on('message', name => {
    available = available === 1 ? 2 : 1;
    server.put(deploymentOf(String(name), available));
  });
  process.send?.(server.url);
}

void main();
