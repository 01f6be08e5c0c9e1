import { startApiServer } from '../apiserver';
import { ControllerContext, runController } from './controller';

const TYPE = { apiVersion: 'v1', kind: 'Namespace' };

describe('runController', () => {
  let server: Awaited<ReturnType<typeof startApiServer>>;
  let context: ControllerContext;

  beforeAll(async () => {
    server = await startApiServer({ tokens: [], log: () => undefined });
    for (let index = 0; index < 100; index++) {
      server.client.create(
        { ...TYPE, metadata: { name: `object-${index}` } },
        { fieldManager: 'test' },
      );
    }
    context = {
      client: server.client,
      recordEvent: () => undefined,
      timing: {
        imagePull: 0,
        containerStart: 0,
        databaseBootstrap: 0,
        operator: 0,
      },
      log: () => undefined,
    };
  });
  afterAll(() => server.stop());

  it('reconciles each object once, and lets others have their turn in between', async () => {
    const total = server.client.list(TYPE).length;
    const reconciled: string[] = [];
    const turns: number[] = [];
    const stop = await new Promise<() => void>(resolve => {
      const end = runController(context, {
        name: 'test',
        type: TYPE,
        reconcile({ name }) {
          reconciled.push(name);
          setImmediate(() => turns.push(reconciled.length));
          if (reconciled.length === total) setImmediate(() => resolve(end));
        },
      });
    });
    stop();
    expect(total).toBeGreaterThanOrEqual(100);
    expect(new Set(reconciled).size).toBe(total);
    expect(turns[0]).toBeLessThan(3);
    expect(turns[50]).toBeLessThan(53);
  });

  it('tries again what failed', async () => {
    let tries = 0;
    const stop = await new Promise<() => void>(resolve => {
      const end = runController(context, {
        name: 'test',
        type: TYPE,
        async reconcile({ name }) {
          if (name !== 'object-7') return;
          tries++;
          if (tries < 3) throw new Error('not yet');
          resolve(end);
        },
      });
    });
    stop();
    expect(tries).toBe(3);
  });
});
