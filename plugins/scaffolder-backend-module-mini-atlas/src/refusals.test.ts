import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { GiteaForgeOptions } from '@mini-atlas/forge';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ActionRun } from './__testUtils__/actionRun';
import {
  Fault,
  FaultyForge,
  startFaultyForge,
} from './__testUtils__/faultyForge';
import { RealPlatform, startRealPlatform } from './__testUtils__/realPlatform';
import { createAwaitAction } from './actions/awaitAction';
import { createProposeAction } from './actions/proposeAction';
import { createWriteInstanceAction } from './actions/writeInstanceAction';

jest.setTimeout(120_000);

const DOCUMENT = resolve(__dirname, '../../../docs/refusals.md');
const WHERE = 'task log';

const WEB = {
  abstraction: 'webapplication',
  name: 'web',
  namespace: 'shop',
  owner: 'group:default/storefront',
  spec: { image: 'ghcr.io/shop/web', tag: '1.4.2' },
};
const SHOP = {
  abstraction: 'workspace',
  name: 'other',
  owner: 'group:default/storefront',
  spec: { team: 'storefront' },
};
const web = (spec: JsonObject) => ({ ...WEB, spec: { ...WEB.spec, ...spec } });

/** What is entered, as the documentation says it, and the order. */
const ENTERED: [string, JsonObject][] = [
  ['name `Web`', { ...WEB, name: 'Web' }],
  ['name `../web`', { ...WEB, name: '../web' }],
  ['name `web`, line break, `kind: x`', { ...WEB, name: 'web\nkind: x' }],
  ['no name', { ...WEB, name: '' }],
  ['workspace `nowhere`', { ...WEB, namespace: 'nowhere' }],
  ['workspace `flux-system`', { ...WEB, namespace: 'flux-system' }],
  ['workspace `../shop`', { ...WEB, namespace: '../shop' }],
  ['owner `me: you`', { ...WEB, owner: 'me: you' }],
  ['image with a tag', web({ image: 'nginx:1.27' })],
  ['YAML as image', web({ image: 'web\nkind: Secret' })],
  ['tag `latest`', web({ tag: 'latest' })],
  ['no tag', { ...WEB, spec: { image: 'web' } }],
  ['99 copies', web({ replicas: 99 })],
  ['`many` copies', web({ replicas: 'many' })],
  ['port 0', web({ port: 0 })],
  ['host name `-x`', web({ host: '-x' })],
  ['health path `/../x`', web({ healthPath: '/../x' })],
  [
    'a line break in a variable',
    web({ env: [{ name: 'A', value: 'x\ny: z' }] }),
  ],
  ['variable named `A: b`', web({ env: [{ name: 'A: b', value: 'x' }] })],
  ['secret `../x`', web({ secrets: ['../x'] })],
  ['a field that there is not', web({ size: 'big' })],
  [
    'quota of `4; x` CPUs',
    { ...SHOP, spec: { team: 'x', quota: { cpu: '4; x' } } },
  ],
  ['editor `a b`', { ...SHOP, spec: { team: 'x', editors: ['a b'] } }],
  [
    'database `postgres`',
    {
      ...WEB,
      abstraction: 'infrastructure',
      spec: { database: { name: 'postgres' } },
    },
  ],
  ['0 partitions', { ...WEB, abstraction: 'topic', spec: { partitions: 0 } }],
  ['name `w`, which a policy refuses', { ...WEB, name: 'w' }],
  ['name `db-rw`', { ...WEB, name: 'db-rw' }],
  [
    'image of a foreign registry',
    web({ image: 'images.example.com/shop/web' }),
  ],
  ['an abstraction that there is not', { ...WEB, abstraction: 'castle' }],
];

/** What is wrong with the Git host, and how. */
const HOST: [string, Fault | undefined, Partial<GiteaForgeOptions>][] = [
  ['Git host down', 'refused', {}],
  ['Git host silent', 'silence', { timeoutMs: 100 }],
  ['Git host fails', 502, {}],
  ['wrong token', undefined, { token: 'wrong' }],
  ['token that may not', 403, {}],
];

describe('refusals', () => {
  const directory = createMockDirectory();
  const documented = rowsOf(readFileSync(DOCUMENT, 'utf8'));
  const seen: string[] = [];
  let platform: RealPlatform;
  let forge: FaultyForge;

  const task = (other: Partial<GiteaForgeOptions> = {}) => {
    const run = new ActionRun(directory.path, randomUUID(), {
      cluster: platform.cluster,
      forgeFor: signal =>
        platform.forgeFor(signal, { url: forge.url, ...other }),
    });
    return {
      wait: (number: number, timeoutMinutes = 1) =>
        run.run(createAwaitAction(run.services), { number, timeoutMinutes }),
      async order(input: JsonObject) {
        const { path } = await run.run(
          createWriteInstanceAction(run.services),
          input,
        );
        const { number } = await run.run(createProposeAction(run.services), {
          path: String(path),
        });
        return Number(number);
      },
    };
  };

  beforeAll(async () => {
    platform = await startRealPlatform();
    forge = await startFaultyForge(platform.forgeUrl);
    const first = task();
    const number = await first.order({ ...SHOP, name: 'shop' });
    await platform.merge(number);
    await first.wait(number);
  });
  afterAll(async () => {
    await forge.stop();
    await platform.stop();
  });
  beforeEach(() => {
    directory.clear();
    forge.fault = () => undefined;
  });

  /** What the task says as it fails, as a row of the documentation; it leaves no branch. */
  async function refusal(what: string, doing: () => Promise<unknown>) {
    const before = await platform.branches();
    const message = await doing().then(
      () => 'nothing: it was accepted',
      (error: Error) => error.message,
    );
    const row = rowOf(what, message);
    seen.push(row);
    expect(await platform.branches()).toEqual(before);
    return row;
  }

  it.each(ENTERED)('%s', async (what, input) => {
    expect(documented).toContain(
      await refusal(what, () => task().order(input)),
    );
    expect(directory.content()).toEqual({});
  });

  it('name of an instance', async () => {
    expect(documented).toContain(
      await refusal('name of an instance', () =>
        task().order({ ...SHOP, name: 'shop' }),
      ),
    );
  });

  it('name in an open pull request', async () => {
    await task().order({ ...WEB, name: 'wanted' });
    expect(documented).toContain(
      await refusal('name in an open pull request', () =>
        task().order({ ...WEB, name: 'wanted' }),
      ),
    );
  });

  it('name of a file in Git, not applied', async () => {
    const path = 'delivery/tenants/shop/webapplication-by-hand.yaml';
    await platform.commit(path, 'kind: Nothing\n');
    expect(documented).toContain(
      await refusal('name of a file in Git, not applied', () =>
        task().order({ ...WEB, name: 'by-hand' }),
      ),
    );
  });

  it.each(HOST)('%s', async (what, fault, other) => {
    forge.fault = () => fault;
    expect(documented).toContain(
      await refusal(what, () => task(other).order(WEB)),
    );
    expect(directory.content()).toEqual({});
  });

  it('pull request closed', async () => {
    const waiting = task();
    const number = await waiting.order({ ...WEB, name: 'unwanted' });
    await platform.forgeFor().close(number);
    expect(documented).toContain(
      await refusal('pull request closed', () => waiting.wait(number)),
    );
  });

  it('pull request in conflict', async () => {
    const waiting = task();
    const number = await waiting.order({ ...WEB, name: 'twice' });
    await platform.commit(
      'delivery/tenants/shop/webapplication-twice.yaml',
      'kind: Nothing\n',
    );
    expect(documented).toContain(
      await refusal('pull request in conflict', () =>
        // The host is given some seconds to look.
        waiting.wait(number, 0.12),
      ),
    );
  });

  it('cluster gone', async () => {
    const before = await platform.branches();
    await platform.stopSandbox();
    await untilLost();
    const message = await task()
      .order(WEB)
      .catch((error: Error) => error.message);
    expect(message).toMatch(
      /^The cluster 'test' cannot be reached: .*\. Nothing was written; try again when it answers\.$/,
    );
    expect(directory.content()).toEqual({});
    expect(before).not.toContain('web');
  });

  it('are all that the documentation promises', () => {
    expect(documented.filter(row => !seen.includes(row))).toEqual([]);
  });

  function untilLost(): Promise<void> {
    return new Promise(done => {
      const look = () => {
        if (platform.cluster.status().state !== 'live') done();
      };
      platform.cluster.subscribe(look);
      look();
    });
  }
});

/** The rows of the documentation's tables that are of the task log. */
function rowsOf(document: string): string[] {
  return document
    .split('\n')
    .map(line => line.replace(/\s+\|/g, ' |').trim())
    .filter(line => line.startsWith('|') && line.includes(`| ${WHERE} |`));
}

/** A row of the table; addresses, numbers and what a machine says of its network are written as the document does. */
function rowOf(what: string, message: string): string {
  const same = message
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'https://git.example.com')
    .replace(/#\d+/g, '#12')
    .replace(/^number is \d+/, 'number is 12')
    .replace(/(pulls|changes)\/\d+/g, '$1/12')
    .replace(
      /(example\.com): (other side closed|read ECONNRESET|socket hang up)/,
      '$1: other side closed',
    )
    .replace(/\|/g, '\\|');
  return `| ${what} | ${WHERE} | \`${same}\` |`;
}
