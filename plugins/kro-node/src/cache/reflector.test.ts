import { KubernetesObject } from '@mini-atlas/kro';
import { FakeApiServer } from '../__testUtils__/fakeApiServer';
import { kubeconfigFor } from '../__testUtils__/kubeconfigFor';
import { until } from '../__testUtils__/until';
import { createConnection } from '../connection/connection';
import { Reflector, ReflectorState, runReflector } from './reflector';
import { POD } from './baseTypes';

const PODS = '/api/v1/pods';

function pod(name: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team-a' },
  };
}

describe('runReflector', () => {
  let server: FakeApiServer;
  let reflector: Reflector | undefined;
  let names: Set<string>;
  let state: ReflectorState;

  beforeEach(async () => {
    server = await new FakeApiServer().serve('v1', 'Pod', 'pods').start();
    names = new Set();
    state = { phase: 'starting' };
  });

  afterEach(async () => {
    reflector?.stop();
    await server.stop();
  });

  function start(labelSelector?: string) {
    const nameOf = ({ metadata }: KubernetesObject) => metadata.name ?? '';
    reflector = runReflector({
      connection: createConnection({ kubeconfig: kubeconfigFor(server.url) }),
      type: POD,
      ...(labelSelector ? { labelSelector } : {}),
      handlers: {
        replace: objects => {
          names = new Set(objects.map(nameOf));
        },
        set: object => names.add(nameOf(object)),
        remove: object => names.delete(nameOf(object)),
        state: next => {
          state = next;
        },
      },
    });
  }

  it('lists in pages, then watches', async () => {
    for (let index = 0; index < 1_100; index += 1) server.put(pod(`p${index}`));
    start();
    await until('it is live', () => state.phase === 'live');
    expect(names.size).toBe(1_100);
    expect(
      server.requests.filter(line => line.includes('limit=')),
    ).toHaveLength(3);
    await until('it watches', () =>
      server.requests.some(line => line.includes('watch=true')),
    );

    server.put(pod('late'));
    server.remove(pod('p0'));
    await until(
      'both changes arrived',
      () => names.has('late') && !names.has('p0'),
    );
  });

  it('asks for labelled objects only', async () => {
    server.put(pod('foreign'));
    start('kro.run/instance-id');
    await until('it is live', () => state.phase === 'live');
    expect(names.size).toBe(0);
  });

  it('lists again when the server has forgotten where the watch stood', async () => {
    start();
    await until('it watches', () =>
      server.requests.some(line => line.includes('watch=true')),
    );
    const before = server.requests.length;
    server.send(PODS, {
      type: 'ERROR',
      object: { kind: 'Status', code: 410, message: 'too old' },
    });
    await until('it asked again', () => server.requests.length > before);
    expect(server.requests[before]).toContain('limit=');
  });

  it('keeps what it knows while the server is away, and catches up', async () => {
    server.put(pod('a'));
    server.put(pod('b'));
    start();
    await until('it is live', () => state.phase === 'live');
    await server.stop();
    await until('the loss is noticed', () => state.phase === 'lost');
    expect([...names]).toEqual(['a', 'b']);

    server.remove(pod('a'));
    await server.start();
    await until('it is live again', () => state.phase === 'live');
    expect([...names]).toEqual(['b']);
  });

  it('empties nothing because of one 503', async () => {
    server.put(pod('a'));
    start();
    await until('it is live', () => state.phase === 'live');
    await until('it watches', () =>
      server.requests.some(line => line.includes('watch=true')),
    );
    server.refuse(PODS, { status: 503, message: 'apiserver is starting' });
    await until('the loss is noticed', () => state.phase === 'lost');
    expect(state).toMatchObject({
      reason: expect.stringContaining('apiserver is starting'),
    });
    expect([...names]).toEqual(['a']);
    server.admit(PODS);
    await until('it is live again', () => state.phase === 'live');
  });

  it('says why a type is out of reach, and comes back when woken', async () => {
    server.refuse(PODS, { status: 403, message: 'pods is forbidden' });
    start();
    await until('the refusal is noticed', () => state.phase === 'unavailable');
    expect(state).toMatchObject({
      reason: expect.stringContaining('pods is forbidden'),
    });
    server.admit(PODS);
    reflector?.wake();
    await until('it is live', () => state.phase === 'live');
  });
});
