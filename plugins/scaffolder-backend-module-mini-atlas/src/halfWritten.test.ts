import { createMockDirectory } from '@backstage/backend-test-utils';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ActionRun } from './__testUtils__/actionRun';
import {
  Fault,
  FaultyForge,
  startFaultyForge,
} from './__testUtils__/faultyForge';
import { RealPlatform, startRealPlatform } from './__testUtils__/realPlatform';
import { createProposeAction } from './actions/proposeAction';
import { createWriteInstanceAction } from './actions/writeInstanceAction';

jest.setTimeout(120_000);

const COMMIT = 'POST /contents';
const OPEN = 'POST /pulls';

describe('nothing half-written', () => {
  const directory = createMockDirectory();
  let platform: RealPlatform;
  let forge: FaultyForge;

  beforeAll(async () => {
    platform = await startRealPlatform();
    forge = await startFaultyForge(platform.forgeUrl);
  });
  afterAll(async () => {
    await forge.stop();
    await platform.stop();
  });
  beforeEach(() => {
    directory.clear();
    forge.fault = () => undefined;
    forge.requests.length = 0;
  });
  afterEach(async () => {
    const host = platform.forgeFor();
    const open = await host.pullRequests({ state: 'open' });
    for (const { number } of open) await host.close(number);
  });

  /** One run of a task as the portal's process does it; another run of the same id is another process. */
  const taskRun = (id: string) => {
    const run = new ActionRun(directory.path, id, {
      cluster: platform.cluster,
      forgeFor: signal => platform.forgeFor(signal, { url: forge.url }),
    });
    const write = (name: string) =>
      run.run(createWriteInstanceAction(run.services), {
        abstraction: 'workspace',
        name,
        owner: 'group:default/storefront',
        spec: { team: 'storefront' },
      });
    const propose = ({ path, manifest }: Record<string, unknown>) =>
      run.run(createProposeAction(run.services), {
        path: String(path),
        manifest: String(manifest),
      });
    return {
      write,
      propose,
      order: async (name: string) => propose(await write(name)),
    };
  };

  /** Fails requests that begin so, as often as said. */
  const failing = (request: string, fault: Fault, times = Infinity) => {
    let left = times;
    forge.fault = words =>
      words.startsWith(request) && left-- > 0 ? fault : undefined;
  };
  const branchesOf = async (name: string) =>
    (await platform.branches()).filter(branch => branch.includes(name));
  const pullRequestsOf = async (name: string) =>
    (await platform.forgeFor().pullRequests({ state: 'all' })).filter(
      ({ branch }) => branch.includes(name),
    );

  it.each<[string, string, Fault, RegExp]>([
    ['the commit is refused', COMMIT, 403, /HTTP 403.*write access/],
    ['the commit fails', COMMIT, 500, /HTTP 500.*Try again/],
    [
      'the answer to the commit is lost',
      COMMIT,
      'answer lost',
      /Try again|try again/,
    ],
    ['the pull request is refused', OPEN, 403, /HTTP 403.*write access/],
    ['the pull request fails', OPEN, 503, /HTTP 503.*Try again/],
    ['the pull request does not arrive', OPEN, 'refused', /try again/],
  ])(
    'leaves no branch behind when %s, and succeeds when it is tried again',
    async (what, request, fault, message) => {
      const name = what.replace(/[^a-z]+/g, '-').slice(0, 40);
      const id = randomUUID();
      failing(request, fault);
      await expect(taskRun(id).order(name)).rejects.toThrow(message);
      expect(await branchesOf(name)).toEqual([]);
      forge.fault = () => undefined;
      await taskRun(id).order(name);
      expect(await pullRequestsOf(name)).toMatchObject([{ state: 'open' }]);
    },
  );

  it('keeps the pull request that was opened although the answer was lost', async () => {
    failing(OPEN, 'answer lost');
    await expect(taskRun(randomUUID()).order('unheard')).resolves.toMatchObject(
      { number: expect.any(Number) },
    );
    expect(await pullRequestsOf('unheard')).toMatchObject([{ state: 'open' }]);
  });

  it('says that a branch is left when the forge goes between branch and pull request, and uses it when tried again', async () => {
    const id = randomUUID();
    let committed = false;
    forge.fault = words => {
      const fault = committed ? 'refused' : undefined;
      committed ||= words === COMMIT;
      return fault;
    };
    await expect(taskRun(id).order('cut-off')).rejects.toThrow(
      /The branch mini-atlas\/workspace-cut-off-\S+ may still be there; a repeated try uses or removes it/,
    );
    expect(await branchesOf('cut-off')).toHaveLength(1);
    forge.fault = () => undefined;
    await taskRun(id).order('cut-off');
    expect(await branchesOf('cut-off')).toHaveLength(1);
    expect(await pullRequestsOf('cut-off')).toMatchObject([{ state: 'open' }]);
  });

  /** The portal's process ends between branch and pull request: nobody cleans up, and its workspace may be gone. */
  async function killedBetween(id: string, name: string) {
    const written = await taskRun(id).write(name);
    failing(OPEN, 'silence');
    const ended = taskRun(id).propose(written);
    // It never comes back: its process is gone.
    ended.catch(() => undefined);
    while (!forge.requests.includes(OPEN)) {
      await new Promise(setImmediate);
    }
    expect(await branchesOf(name)).toHaveLength(1);
    forge.fault = () => undefined;
    await rm(directory.path, { recursive: true });
    return written;
  }

  it('goes on after the portal was killed between branch and pull request', async () => {
    const id = randomUUID();
    const written = await killedBetween(id, 'killed');
    const resumed = await taskRun(id).propose(written);
    expect(await branchesOf('killed')).toEqual([resumed.branch]);
    expect(await pullRequestsOf('killed')).toMatchObject([
      { number: resumed.number, state: 'open' },
    ]);
  });

  it('takes its branch back when somebody else got the name meanwhile', async () => {
    const id = randomUUID();
    const written = await killedBetween(id, 'overtaken');
    const other = await taskRun(randomUUID()).order('overtaken');
    await expect(taskRun(id).propose(written)).rejects.toThrow(
      /name is "overtaken": it must be free, but the open pull request/,
    );
    expect(await branchesOf('overtaken')).toEqual([other.branch]);
  });

  it('takes its branch back when the same was ordered and merged meanwhile', async () => {
    const id = randomUUID();
    const written = await killedBetween(id, 'done-by-other');
    await platform.commit(String(written.path), String(written.manifest));
    await expect(taskRun(id).propose(written)).rejects.toThrow(
      /nothing would change: delivery\/workspaces\/done-by-other.yaml/,
    );
    expect(await branchesOf('done-by-other')).toEqual([]);
  });

  it('gives the same pull request after the portal was killed before it remembered it', async () => {
    const id = randomUUID();
    const first = taskRun(id);
    const written = await first.write('forgotten');
    const { number } = await first.propose(written);
    await expect(taskRun(id).propose(written)).resolves.toMatchObject({
      number,
    });
    expect(await pullRequestsOf('forgotten')).toHaveLength(1);
  });
});
