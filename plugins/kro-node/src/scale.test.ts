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

  it('has looked at all of them when it is ready', () => {
    const instances = cluster.instances();
    expect(instances).toHaveLength(INSTANCES);
    expect(instances[0].children).toEqual({ ready: 4, total: 4 });
  });

  it('looks again only at the instance that changed', async () => {
    const before = cluster.instances();
    server.put(deploymentOf('app-7', 1));
    await until(
      'it is not ready',
      () => cluster.instance(REF)?.health.state !== 'ready',
    );
    const known = new Set(before);
    const others = cluster.instances().filter(({ ref }) => ref !== REF);
    expect(others.every(item => known.has(item))).toBe(true);
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
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    await cluster.ready();
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });
});

describe('createKroCluster while a list does not come in', () => {
  it('shows what it has looked at, and tells when there is more', async () => {
    const server = await crowdedApiServer(300).start();
    server.hang('/api/v1/services');
    const cluster = createKroCluster({
      name: 'test',
      kubeconfig: kubeconfigFor(server.url),
    });
    const shown: number[] = [];
    const more = new Promise<void>(resolve => {
      cluster.subscribe(change => {
        shown.push(cluster.instances().length);
        if (change.cluster && shown.at(-1) === 300) resolve();
      });
    });
    await until('the first are seen', () => cluster.instances().length > 0);
    shown.push(cluster.instances().length);
    await more;
    expect(shown[0]).toBeLessThan(300);
    expect(cluster.status().state).toBe('starting');
    cluster.stop();
    await server.stop();
  });
});
