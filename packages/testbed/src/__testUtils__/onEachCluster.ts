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

const START: Record<ClusterName, (state: string) => Promise<ClusterHandle>> = {
  sandbox: state => startSandbox({ state, platform: PLATFORM, empty: true }),
  testbed: state => startTestbed({ state, platform: PLATFORM, empty: true }),
};

/**
 * Declares a behaviour suite on every cluster: always on the sandbox, and on the testbed with MINI_ATLAS_TESTBED=1.
 * Each has a cluster of its own, without abstractions and tenants. `docs/testbed.md` is made from the titles.
 *
 * @param declare - declares the tests; its argument gives the cluster while they run
 * @param unless - what is missing, where something is: said loudly, and the tests are skipped
 */
export function onEachCluster(
  title: string,
  declare: (cluster: () => ClusterUnderTest, name: ClusterName) => void,
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
    beforeAll(async () => {
      running = clusterUnderTest(await START[name](state), state);
    }, START_LIMIT_MS);
    afterAll(async () => {
      await running?.stop();
      await removeState();
    });
    declare(() => {
      if (!running) throw new Error(`The ${name} does not run`);
      return running;
    }, name);
  });
}
