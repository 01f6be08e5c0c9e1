import { until } from './__testUtils__/until';
import {
  RealControllers,
  realControllersOverSandbox,
} from './__testUtils__/realControllersOverSandbox';
import { isReady, manifest, ORDERS } from './__testUtils__/orders';
import { temporaryState } from './__testUtils__/temporaryState';

/*
 * The sharpest test of the sandbox's API server: KRO and Flux themselves at work on it. They list, watch, apply and
 * wait as they do on a real one, and cannot tell.
 */
const describeTestbed = process.env.MINI_ATLAS_TESTBED
  ? describe
  : describe.skip;

jest.setTimeout(180_000);

const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const SHOP = `${ATLAS}/namespaces/shop`;
const KRO = '/apis/kro.run/v1alpha1';
const KUSTOMIZATIONS =
  '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

describeTestbed('the real KRO and Flux on the sandbox', () => {
  let atlas: RealControllers;
  let removeState: () => Promise<void>;

  beforeAll(async () => {
    const [state, remove] = temporaryState();
    removeState = remove;
    atlas = await realControllersOverSandbox(state);
  }, 3_600_000);
  afterAll(async () => {
    await atlas?.stop();
    await removeState();
  });

  it('makes the abstractions active', async () => {
    const { items } = await until(
      atlas.api,
      `${KRO}/resourcegraphdefinitions`,
      ({ items: rgds }) => rgds?.length === 4 && rgds.every(isReady),
    );
    expect(
      items.map(({ metadata, status }: Body) => [metadata.name, status.state]),
    ).toEqual([
      ['infrastructure', 'Active'],
      ['topic', 'Active'],
      ['webapplication', 'Active'],
      ['workspace', 'Active'],
    ]);
  });

  it('makes what is committed, each of the four to ready', async () => {
    await atlas.commit(ORDERS);
    for (const path of [
      `${ATLAS}/workspaces/shop`,
      `${SHOP}/webapplications/web`,
      `${SHOP}/infrastructures/db`,
      `${SHOP}/topics/orders`,
    ]) {
      await until(atlas.api, path, isReady);
    }
    const { items } = await atlas.api.get<{ items: Body[] }>(KUSTOMIZATIONS);
    expect(items.filter(item => !isReady(item))).toEqual([]);
  });

  it('changes and takes away what is no longer wanted', async () => {
    await atlas.commit({
      'delivery/tenants/shop/webapplication-web.yaml': manifest(
        'WebApplication',
        { name: 'web', namespace: 'shop' },
        {
          image: 'nginx',
          tag: '1.27',
          replicas: 1,
          uses: { infrastructure: ['db'], topics: ['orders'] },
        },
      ),
    });
    const { status } = await until(
      atlas.api,
      '/apis/apps/v1/namespaces/shop/deployments/web',
      ({ spec, status: seen }) => spec?.replicas === 1 && seen?.replicas === 1,
    );
    expect(status.readyReplicas).toBe(1);
    const isEmpty = ({ items }: Body) => items?.length === 0;
    for (const collection of [
      '/apis/policy/v1/namespaces/shop/poddisruptionbudgets',
      '/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes',
    ]) {
      expect(await until(atlas.api, collection, isEmpty)).toBeDefined();
    }
  });

  it('takes everything down when it goes from Git', async () => {
    const expectGone = async (path: string) =>
      expect(
        await until(atlas.api, path, (_, status) => status === 404),
      ).toBeDefined();
    await atlas.commit({
      'delivery/tenants/shop/webapplication-web.yaml': null,
      'delivery/tenants/shop/infrastructure-db.yaml': null,
      'delivery/tenants/shop/topic-orders.yaml': null,
    });
    await expectGone(`${SHOP}/webapplications/web`);
    await expectGone(`${SHOP}/infrastructures/db`);
    await expectGone(`${SHOP}/topics/orders`);
    await atlas.commit({ 'delivery/workspaces/shop.yaml': null });
    await expectGone('/api/v1/namespaces/shop');
  });
});
