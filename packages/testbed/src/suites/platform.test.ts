import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Body } from '../__testUtils__/clusterUnderTest';
import { conditionOf } from '../__testUtils__/flux/deliveryUnderTest';
import {
  PlatformRepository,
  platformRepository,
} from '../__testUtils__/flux/platformRepository';
import {
  isAbsent,
  isActive,
  isServed,
  RGDS,
} from '../__testUtils__/kro/kroUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { manifest, ORDERS } from '../__testUtils__/orders';
import { PLATFORM } from '../__testUtils__/platform';

const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const SHOP = `${ATLAS}/namespaces/shop`;
const KUSTOMIZATIONS =
  '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';
const LAYERS = ['foundation', 'workspaces', 'tenants'];
const WEB = 'delivery/tenants/shop/webapplication-web.yaml';
const RGD = 'foundation/webapplication.yaml';

const web = (spec: object) =>
  manifest(
    'WebApplication',
    { name: 'web', namespace: 'shop' },
    { image: 'nginx', tag: '1.27', host: 'shop.example.com', ...spec },
  );

const lab = manifest('Workspace', { name: 'lab' }, { team: 'lab' });

onEachCluster(
  "The platform's tree",
  cluster => {
    let platform: PlatformRepository;
    beforeAll(async () => {
      platform = await platformRepository(cluster());
    });
    afterAll(() => platform?.end());

    const get = (path: string) => cluster().api.get<Body>(path);
    const codeOf = async (path: string) =>
      (await cluster().api.call('GET', path)).status;
    const until = (
      path: string,
      wanted: (body: Body, status: number) => boolean,
    ) => cluster().until(path, wanted);

    it('is applied from Git, layer by layer, to ready', async () => {
      const revision = await platform.commit(ORDERS);
      const applied = await Promise.all(
        LAYERS.map(layer => platform.applied(layer, revision)),
      );
      const since = applied.map(({ status }) =>
        Date.parse(status.history[0].lastReconciled),
      );
      expect(since).toEqual([...since].sort((one, other) => one - other));
      await until(`${ATLAS}/workspaces/shop`, isActive);
      for (const kind of [
        'webapplications/web',
        'infrastructures/db',
        'topics/orders',
      ]) {
        await until(`${SHOP}/${kind}`, isActive);
      }
    });

    it('brings everything of the foundation, and nothing else', async () => {
      const { status } = await get(`${KUSTOMIZATIONS}/foundation`);
      const ids = status.inventory.entries.map(({ id }: Body) => id);
      expect(ids.sort()).toEqual(objectsBelow('foundation').map(idOf).sort());
    });

    it('holds back what needs an abstraction that is refused, and goes on when it is reverted', async () => {
      const text = await platform.read(RGD);
      const broken = await platform.commit({
        [RGD]: text.replace(
          '${schema.metadata.name}',
          '${schema.spec.nothing}',
        ),
        'delivery/workspaces/lab.yaml': lab,
      });
      const foundation = await until(
        `${KUSTOMIZATIONS}/foundation`,
        body =>
          body.status.lastAttemptedRevision === broken &&
          conditionOf(body, 'Ready')?.reason === 'HealthCheckFailed',
      );
      expect(conditionOf(foundation, 'Ready').message).toContain(
        'ResourceGraphDefinition/webapplication',
      );
      const waiting = await until(
        `${KUSTOMIZATIONS}/workspaces`,
        body => conditionOf(body, 'Ready')?.reason === 'DependencyNotReady',
      );
      expect(waiting.status.lastAppliedRevision).not.toBe(broken);
      expect(await codeOf(`${ATLAS}/workspaces/lab`)).toBe(404);
      // What runs goes on running.
      expect(isActive(await get(`${ATLAS}/workspaces/shop`))).toBe(true);

      await platform.applied('tenants', await platform.revert());
      await until(`${RGDS}/webapplication`, isServed);
      await until(`${SHOP}/webapplications/web`, isActive);
      expect(await codeOf(`${ATLAS}/workspaces/lab`)).toBe(404);
    });

    it('goes back to what was, children included, when an order is reverted', async () => {
      const deployment = '/apis/apps/v1/namespaces/shop/deployments/web';
      const budget = '/apis/policy/v1/namespaces/shop/poddisruptionbudgets/web';
      await platform.commit({ [WEB]: web({ tag: '1.28', replicas: 1 }) });
      await until(budget, isAbsent);
      const imageOf = ({ spec }: Body) =>
        spec.template.spec.containers[0].image;
      await until(deployment, body => imageOf(body) === 'nginx:1.28');

      const revision = await platform.revert();
      await platform.applied('tenants', revision);
      await until(
        deployment,
        body => imageOf(body) === 'nginx:1.27' && body.spec.replicas === 2,
      );
      await until(budget, (_, status) => status === 200);
      await until(`${SHOP}/webapplications/web`, isActive);
    });

    it('brings back what was removed when that is reverted', async () => {
      await platform.commit({ [WEB]: null });
      await until(`${SHOP}/webapplications/web`, isAbsent);
      await until('/api/v1/namespaces/shop/services/web', isAbsent);
      await platform.applied('tenants', await platform.revert());
      await until(`${SHOP}/webapplications/web`, isActive);
    });

    it('takes a workspace down with all that is in it, and nothing else', async () => {
      await platform.applied(
        'workspaces',
        await platform.commit({ 'delivery/workspaces/lab.yaml': lab }),
      );
      await until(`${ATLAS}/workspaces/lab`, isActive);
      await platform.commit(
        Object.fromEntries(Object.keys(ORDERS).map(path => [path, null])),
      );
      await until(`${ATLAS}/workspaces/shop`, isAbsent);
      await until('/api/v1/namespaces/shop', isAbsent);
      const inKafka = '/apis/kafka.strimzi.io/v1/namespaces/kafka';
      for (const kind of ['kafkatopics', 'kafkausers']) {
        await until(`${inKafka}/${kind}/shop.orders`, isAbsent);
      }
      expect(isActive(await get(`${ATLAS}/workspaces/lab`))).toBe(true);
      const { items } = await get(RGDS);
      expect(items.filter((rgd: Body) => !isServed(rgd))).toEqual([]);
    });
  },
  { delivered: true },
);

/** The objects in the YAML files of a directory of the tree, and below it. */
function objectsBelow(directory: string): Body[] {
  return readdirSync(join(PLATFORM, directory), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(name => name.endsWith('.yaml'))
    .map(name => readFileSync(join(PLATFORM, directory, name), 'utf8'))
    .flatMap(text => parseAllDocuments(text).map(one => one.toJS()));
}

/** How Flux names an object in its inventory; roles may have colons, which it writes otherwise. */
function idOf({ apiVersion, kind, metadata }: Body): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const { namespace = '', name } = metadata;
  return [namespace, name.replaceAll(':', '__'), group, kind].join('_');
}
