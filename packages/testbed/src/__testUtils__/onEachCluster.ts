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

const START: Record<
  ClusterName,
  (state: string, apiPort?: number) => Promise<ClusterHandle>
> = {
  sandbox: (state, apiPort) =>
    startSandbox({ state, platform: PLATFORM, empty: true, apiPort }),
  testbed: (state, apiPort) =>
    startTestbed({ state, platform: PLATFORM, empty: true, apiPort }),
};

/**
 * Declares a behaviour suite on every cluster: always on the sandbox, and on the testbed with MINI_ATLAS_TESTBED=1.
 * Each has a cluster of its own, without abstractions and tenants. `docs/testbed.md` is made from the titles.
 *
 * @param declare - declares the tests; its first argument gives the cluster while they run, the last one stops it and
 *   starts it again at the same address
 * @param unless - what is missing, where something is: said loudly, and the tests are skipped
 */
export function onEachCluster(
  title: string,
  declare: (
    cluster: () => ClusterUnderTest,
    name: ClusterName,
    restart: () => Promise<void>,
  ) => void,
  { unless }: { unless?: string } = {},
): void {
  if (unless) {
    process.stderr.write(`\n*** ${unless}: ${title} is SKIPPED ***\n\n`);
  }
  jest.setTimeout(TEST_LIMIT_MS);
  const names: ClusterName[] = process.env.MINI_ATLAS_TESTBED
    ? ['sandbox', 'testbed']
    : ['sandbox'];
  const describeOrNot = unless ? describe.skip : describe;
  describeOrNot.each(names)(`${title} on the %s`, name => {
    let running: ClusterUnderTest | undefined;
    const [state, removeState] = temporaryState();
    const start = async (apiPort?: number) => {
      running = clusterUnderTest(await START[name](state, apiPort), state);
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
