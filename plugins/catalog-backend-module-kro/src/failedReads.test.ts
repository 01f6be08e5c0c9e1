import { mockServices } from '@backstage/backend-test-utils';
import {
  createKroCluster,
  RunningKroCluster,
} from '@mini-atlas/backstage-plugin-kro-node';
import { FakeCatalog } from './__testUtils__/fakeCatalog';
import { Fault } from './__testUtils__/faultyAddress';
import { Platform, startPlatform } from './__testUtils__/platform';
import { until } from './__testUtils__/until';
import { heldEntity } from './heldEntities';
import { KroEntityProvider } from './kroEntityProvider';
import { readEntityLocations } from './locations';

const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const WORKSPACES = `${ATLAS}/workspaces`;
const APPLICATIONS = `${ATLAS}/namespaces/team-a/webapplications`;
const GRAPHS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';

const EVERYTHING = [
  'api:default/infrastructure',
  'api:default/topic',
  'api:default/webapplication',
  'api:default/workspace',
  'component:team-a/webapplication-shop',
  'system:default/team-a',
  'system:default/team-b',
];

/** A portal: its view of the cluster, and the provider that tells the catalog. */
interface Portal {
  view: RunningKroCluster;
  stop(): void;
}

describe('a catalog over a cluster that cannot be read', () => {
  jest.setTimeout(60_000);
  let platform: Platform;
  let catalog: FakeCatalog;
  let portal: Portal;
  let started: Portal[];

  async function start(): Promise<void> {
    const view = createKroCluster({
      name: 'test',
      kubeconfig: platform.kubeconfig,
    });
    const provider = new KroEntityProvider({
      cluster: view,
      locations: readEntityLocations(mockServices.rootConfig()),
      held: async () => catalog.all().flatMap(heldEntity),
      logger: mockServices.logger.mock(),
    });
    await provider.connect(catalog);
    portal = {
      view,
      stop() {
        provider.stop();
        view.stop();
      },
    };
    started.push(portal);
  }

  async function restart(): Promise<void> {
    portal.stop();
    await start();
  }

  const workspace = (name: string) => ({
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind: 'Workspace',
    metadata: { name },
    spec: { team: name },
  });
  const application = (name: string) => ({
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind: 'WebApplication',
    metadata: { name, namespace: 'team-a' },
    spec: { image: 'nginx', tag: '1.27' },
  });
  const holds = (...refs: string[]) =>
    until(`the catalog holds ${refs.join(', ')}`, () =>
      refs.every(ref => catalog.refs().includes(ref)),
    );

  beforeAll(async () => {
    platform = await startPlatform();
    await platform.create(WORKSPACES, workspace('team-a'));
    await platform.create(WORKSPACES, workspace('team-b'));
  });

  afterAll(() => platform.stop());

  beforeEach(async () => {
    started = [];
    catalog = new FakeCatalog();
    await start();
    await portal.view.ready();
  });

  afterEach(() => {
    started.forEach(({ stop }) => stop());
    platform.address.heal();
  });

  it('holds everything while all can be read', async () => {
    await platform.create(APPLICATIONS, application('shop'));
    await holds(...EVERYTHING);
    expect(catalog.refs()).toEqual(EVERYTHING);
  });

  it.each<[string, Fault]>([
    ['is answered with 503', 503],
    ['is forbidden', 403],
    ['is not served', 404],
    ['is never answered', 'silence'],
    ['breaks off', 'half an answer'],
    ['fails on its second page', 'first page only'],
  ])(
    'keeps every entity when a list %s, before and after a restart',
    async (_, fault) => {
      await holds(...EVERYTHING);
      platform.address.fail(WORKSPACES, fault);
      await until('the list failed', () => platform.address.met > 0);
      await platform.create(APPLICATIONS, application('late'));
      await holds('component:team-a/webapplication-late', ...EVERYTHING);
      await platform.delete(`${APPLICATIONS}/late`);
      await until(
        'what was seen to be deleted is gone',
        () => catalog.refs().length === EVERYTHING.length,
      );

      platform.address.met = 0;
      await restart();
      await until('the list failed again', () => platform.address.met > 0);
      expect(catalog.refs()).toEqual(EVERYTHING);

      platform.address.heal();
      await restart();
      await portal.view.ready();
      await until('it is live', () => portal.view.status().state === 'live');
      expect(catalog.refs()).toEqual(EVERYTHING);
    },
  );

  it('keeps every entity when the portal starts while the cluster is down', async () => {
    await holds(...EVERYTHING);
    portal.stop();
    await platform.address.close();
    await start();
    await until('it noticed', () => portal.view.status().message !== undefined);
    expect(catalog.refs()).toEqual(EVERYTHING);
    await platform.address.open();
    await portal.view.ready();
    expect(catalog.refs()).toEqual(EVERYTHING);
  });

  it('forgets at a start what was deleted while the portal was down', async () => {
    await platform.create(APPLICATIONS, application('late'));
    await holds('component:team-a/webapplication-late', ...EVERYTHING);
    portal.stop();
    await platform.delete(`${APPLICATIONS}/late`);
    expect(catalog.refs()).toContain('component:team-a/webapplication-late');
    await start();
    await until(
      'what was deleted is gone',
      () => catalog.refs().length === EVERYTHING.length,
    );
    expect(catalog.refs()).toEqual(EVERYTHING);
  });

  it('keeps the instances of an abstraction that went, before and after a restart', async () => {
    await holds(...EVERYTHING);
    await platform.delete(`${GRAPHS}/webapplication`);
    const rest = EVERYTHING.filter(ref => ref !== 'api:default/webapplication');
    await until(
      'the abstraction is gone',
      () => catalog.refs().length === rest.length,
    );
    expect(catalog.refs()).toEqual(rest);

    await restart();
    await portal.view.ready();
    await platform.create(WORKSPACES, workspace('team-c'));
    await holds('system:default/team-c');
    expect(catalog.refs()).toEqual([...rest, 'system:default/team-c']);
  });
});
