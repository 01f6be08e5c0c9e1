import {
  crowdedApiServer,
  deploymentOf,
} from './__testUtils__/crowdedApiServer';
import { FakeApiServer } from './__testUtils__/fakeApiServer';
import { kubeconfigFor } from './__testUtils__/kubeconfigFor';
import { live } from './__testUtils__/live';
import { until } from './__testUtils__/until';
import { createKroCluster, RunningKroCluster } from './createKroCluster';

const INSTANCES = 5_000;
const REF = 'test:demo.atlas.dev/team-a/app-7';

function timed<T>(work: () => T): { result: T; milliseconds: number } {
  const start = performance.now();
  return { result: work(), milliseconds: performance.now() - start };
}

describe('createKroCluster with 5,000 instances of four children', () => {
  jest.setTimeout(120_000);
  let server: FakeApiServer;
  let cluster: RunningKroCluster;

  beforeAll(async () => {
    server = await crowdedApiServer(INSTANCES).start();
    cluster = createKroCluster({
      name: 'test',
      kubeconfig: kubeconfigFor(server.url),
    });
    await cluster.ready({ signal: AbortSignal.timeout(60_000) });
  });

  afterAll(async () => {
    cluster.stop();
    await server.stop();
  });

  it('answers at once when it is ready', () => {
    const first = timed(() => cluster.instances());
    expect(first.result).toHaveLength(INSTANCES);
    expect(first.result[0].children).toEqual({ ready: 4, total: 4 });
    expect(first.milliseconds).toBeLessThan(200);
  });

  it('looks again only at the instance that changed', async () => {
    const before = cluster.instances();
    server.put(deploymentOf('app-7', 1));
    await until(
      'it is not ready',
      () => cluster.instance(REF)?.health.state !== 'ready',
    );
    const after = timed(() => cluster.instances());
    expect(after.milliseconds).toBeLessThan(200);
    const others = after.result.filter(({ ref }) => ref !== REF);
    expect(others.every(item => before.includes(item))).toBe(true);
  });

  it('lets others have their turn while it looks at all of them again', async () => {
    const all = new Promise<void>(resolve => {
      cluster.subscribe(({ instances }) => {
        if (instances.length === INSTANCES) resolve();
      });
    });
    // A type changed: what is known of every instance may be wrong.
    server.put(live('crd-demo.yaml'));
    await all;
    let turns = 0;
    const count = () => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await cluster.ready();
    clearImmediate(timer);
    expect(turns).toBeGreaterThan(10);
  });
});
