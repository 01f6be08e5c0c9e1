import { demoApiServer } from './__testUtils__/demoApiServer';
import { FakeApiServer } from './__testUtils__/fakeApiServer';
import { kubeconfigFor } from './__testUtils__/kubeconfigFor';
import { live } from './__testUtils__/live';
import { until } from './__testUtils__/until';
import { createConnection } from './connection/connection';
import { SilenceLimits } from './connection/silence';
import { createKroCluster, RunningKroCluster } from './createKroCluster';

const GRAPHS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
const SERVICES = '/api/v1/services';

describe('a server that takes requests and says nothing', () => {
  let server: FakeApiServer;
  let cluster: RunningKroCluster | undefined;

  beforeEach(async () => {
    server = demoApiServer();
    ['rgd-demo.yaml', 'crd-demo.yaml', 'instance-demo-hello.yaml'].forEach(
      file => server.put(live(file)),
    );
    await server.start();
  });

  afterEach(async () => {
    cluster?.stop();
    await server.stop();
  });

  function watched(limits: Partial<SilenceLimits> = {}): RunningKroCluster {
    cluster = createKroCluster({
      name: 'test',
      connection: createConnection(
        { kubeconfig: kubeconfigFor(server.url) },
        { answer: 300, watch: 60_000, ...limits },
      ),
    });
    return cluster;
  }

  const messageOf = (path: string) =>
    `GET ${server.url}${path}: no answer for 0.3 s. What is shown is the last known state`;

  it.each([
    ['never begins to answer a list', GRAPHS, 'at once'],
    ['never ends a list', GRAPHS, 'half-way'],
    ['never answers discovery', '/apis/apps/v1', 'at once'],
    [
      'never ends a description of types',
      '/openapi/v3/apis/apps/v1',
      'half-way',
    ],
  ] as const)('%s: says so, and catches up later', async (_, path, when) => {
    server.hang(path, when);
    const view = watched();
    await until('the silence is noticed', () =>
      view.status().message?.includes(messageOf(path)),
    );
    expect(view.status().state).toBe('starting');
    server.admit(path);
    await view.ready({ signal: AbortSignal.timeout(20_000) });
    await until('it is live', () => view.status().state === 'live');
    expect(view.status().message).toBeUndefined();
    expect(view.instances()).toHaveLength(1);
  });

  it('tells who waits for it what it waits for', async () => {
    server.hang(GRAPHS);
    const view = watched();
    const waiting = new AbortController();
    const ready = view.ready({ signal: waiting.signal });
    await until('the silence is noticed', () => Boolean(view.status().message));
    waiting.abort();
    await expect(ready).rejects.toThrow(messageOf(GRAPHS));
  });

  it('falls silent later: the last state stays, and is called so', async () => {
    const view = watched();
    await view.ready();
    await until('services are watched', () =>
      server.requests.some(
        line => line.includes(`${SERVICES}?`) && line.includes('watch=true'),
      ),
    );
    server.hang(SERVICES);
    await until('it is stale', () => view.status().state === 'stale');
    expect(view.status().message).toContain(messageOf(SERVICES));
    expect(view.instances()).toHaveLength(1);
    server.admit(SERVICES);
    await until('it is live', () => view.status().state === 'live');
  });

  it('lets a watch be silent until it must have ended, and then begins again', async () => {
    const view = watched({ watch: 1_000 });
    await view.ready();
    const lists = () =>
      server.requests.filter(line => line.includes(`${GRAPHS}?limit`));
    await until('it has listed again', () => lists().length > 1);
    await until('it is live', () => view.status().state === 'live');
    expect(view.instances()).toHaveLength(1);
  });
});
