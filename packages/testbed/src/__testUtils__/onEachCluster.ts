import { startSandbox } from '@mini-atlas/sandbox';
import { ClusterHandle } from '../clusterHandle';
import { startTestbed } from '../startTestbed';
import { ClusterUnderTest, clusterUnderTest } from './clusterUnderTest';
import { PLATFORM } from './platform';
import { temporaryState } from './temporaryState';

/** A cluster that a suite runs on. */
export type ClusterName = 'sandbox' | 'testbed';

/** Time for the testbed's first build. */
const START_LIMIT_MS = 3_600_000;
const TEST_LIMIT_MS = 120_000;

interface StartOptions {
  state: string;
  empty: boolean;
  apiPort?: number;
}

const START: Record<
  ClusterName,
  (options: StartOptions) => Promise<ClusterHandle>
> = {
  sandbox: options => startSandbox({ platform: PLATFORM, ...options }),
  testbed: options => startTestbed({ platform: PLATFORM, ...options }),
};

/**
 * Declares a behaviour suite on every cluster: always on the sandbox, and on the testbed with MINI_ATLAS_TESTBED=1.
 * Each has a cluster of its own. `docs/testbed.md` is made from the titles.
 *
 * @param declare - declares the tests; its first argument gives the cluster while they run, the last one stops it and
 *   starts it again at the same address
 * @param on - the clusters that it can run on; default: both
 * @param unless - what is missing, where something is: said loudly, and the tests are skipped
 * @param delivered - whether the platform's tree is delivered to it; by default there are no abstractions and tenants
 */
export function onEachCluster(
  title: string,
  declare: (
    cluster: () => ClusterUnderTest,
    name: ClusterName,
    restart: () => Promise<void>,
  ) => void,
  {
    on = ['sandbox', 'testbed'],
    unless,
    delivered = false,
  }: { on?: ClusterName[]; unless?: string; delivered?: boolean } = {},
): void {
  if (unless) {
    process.stderr.write(`\n*** ${unless}: ${title} is SKIPPED ***\n\n`);
  }
  jest.setTimeout(TEST_LIMIT_MS);
  const isWithTestbed = Boolean(process.env.MINI_ATLAS_TESTBED);
  const names = on.filter(name => isWithTestbed || name === 'sandbox');
  const isSkipped = Boolean(unless) || names.length === 0;
  const describeOrNot = isSkipped ? describe.skip : describe;
  describeOrNot.each(isSkipped ? on : names)(`${title} on the %s`, name => {
    let running: ClusterUnderTest | undefined;
    const [state, removeState] = temporaryState();
    const start = async (apiPort?: number) => {
      const options = { state, empty: !delivered, apiPort };
      running = clusterUnderTest(await START[name](options), state);
    };
    beforeAll(() => start(), START_LIMIT_MS);
    afterAll(async () => {
      await running?.stop();
      await removeState();
    });
    const cluster = () => {
      if (!running) throw new Error(`The ${name} does not run`);
      return running;
    };
    const restart = async () => {
      const { port } = new URL(cluster().handle.apiUrl);
      await cluster().stop();
      await start(Number(port));
    };
    declare(cluster, name, restart);
  });
}
