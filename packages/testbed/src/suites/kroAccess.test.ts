import { parseAllDocuments, stringify } from 'yaml';
import { Body } from '../__testUtils__/clusterUnderTest';
import {
  PlatformRepository,
  platformRepository,
} from '../__testUtils__/flux/platformRepository';
import { condition, isActive } from '../__testUtils__/kro/kroUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { manifest, ORDERS } from '../__testUtils__/orders';
import { releasesOf } from '../__testUtils__/tree/chartValues';
import { platformPrograms } from '../__testUtils__/tree/platformPrograms';
import { renderTree } from '../__testUtils__/tree/platformTree';

const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const RIGHTS = 'foundation/access/kro.yaml';
const GIVEN = 'kro:controller';
const BINDING = `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${GIVEN}`;
const BUILD_LIMIT_MS = 3_600_000;
const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';

/** One right of those that KRO is given, taken away, and what it then cannot make. */
const TAKEN = [
  {
    right: 'create services',
    resource: 'services',
    verb: 'create',
    file: 'delivery/tenants/shop/webapplication-second.yaml',
    order: manifest(
      'WebApplication',
      { name: 'second', namespace: 'shop' },
      { image: 'nginx', tag: '1.27' },
    ),
    instance: `${ATLAS}/namespaces/shop/webapplications/second`,
    child: '/api/v1/namespaces/shop/services/second',
    says: /cannot create resource "services" in API group ""/,
  },
  {
    right: 'bind clusterroles',
    resource: 'clusterroles',
    verb: 'bind',
    file: 'delivery/workspaces/lab.yaml',
    order: manifest(
      'Workspace',
      { name: 'lab' },
      { team: 'lab', editors: ['lab-people'] },
    ),
    instance: `${ATLAS}/workspaces/lab`,
    child:
      '/apis/rbac.authorization.k8s.io/v1/namespaces/lab/rolebindings/workspace-editor',
    says: /attempting to grant RBAC permissions not currently held/,
  },
];

onEachCluster(
  'KRO with the rights of the tree',
  cluster => {
    let platform: PlatformRepository;
    beforeAll(async () => {
      platform = await platformRepository(cluster());
    });
    afterAll(() => platform?.end());

    const mayOf = async () => {
      const { rules } = await cluster().api.get<Body>(`${ROLES}/${GIVEN}`);
      return rules.flatMap(({ resources, verbs }: Body) =>
        verbs.flatMap((verb: string) =>
          resources.map((resource: string) => `${verb} ${resource}`),
        ),
      );
    };

    it(
      'has of its own what its chart gives it, with the values of the tree',
      async () => {
        const programs = await platformPrograms();
        const [release] = releasesOf(renderTree()).filter(
          ({ chart }) => chart === 'kro',
        );
        const objects: Body[] = await programs.template(release);
        programs.end();
        const named = (kind: string, name: string) =>
          objects.find(one => one.kind === kind && one.metadata.name === name);
        const { roleRef, subjects } = named('ClusterRoleBinding', GIVEN);
        expect(await cluster().api.get(BINDING)).toMatchObject({
          roleRef,
          subjects,
        });
        const { aggregationRule } = named('ClusterRole', GIVEN);
        expect(await cluster().api.get(`${ROLES}/${GIVEN}`)).toMatchObject({
          aggregationRule,
        });
        const always = `${GIVEN}:static`;
        const { rules } = await cluster().api.get<Body>(`${ROLES}/${always}`);
        expect(rules).toEqual(named('ClusterRole', always).rules);
      },
      BUILD_LIMIT_MS,
    );

    it('may not everything', async () => {
      const may = await mayOf();
      expect(may).not.toContain('get secrets');
      expect(may.filter((right: string) => right.includes('*'))).toEqual([]);
    });

    it('makes all four abstractions ready', async () => {
      await platform.commit(ORDERS);
      for (const path of [
        `${ATLAS}/workspaces/shop`,
        `${ATLAS}/namespaces/shop/webapplications/web`,
        `${ATLAS}/namespaces/shop/infrastructures/db`,
        `${ATLAS}/namespaces/shop/topics/orders`,
      ]) {
        const instance = await cluster().until(path, isActive);
        expect(instance.status.state).toBe('ACTIVE');
      }
    });

    it.each(TAKEN)('is refused without the right to $right', async taken => {
      const { right, file, order, instance, child, says } = taken;
      const text = await platform.read(RIGHTS);
      await platform.applied(
        'foundation',
        await platform.commit({ [RIGHTS]: without(text, taken) }),
      );
      await cluster().until(
        `${ROLES}/${GIVEN}`,
        ({ rules }) => !hasRight(rules, taken),
      );
      await platform.commit({ [file]: order });
      const refused = await cluster().until(
        instance,
        body => body.status?.state === 'ERROR',
      );
      expect(condition(refused, 'ResourcesReady')).toMatchObject({
        status: 'False',
        message: expect.stringMatching(says),
      });
      expect((await cluster().api.call('GET', child)).status).toBe(404);

      await platform.commit({ [RIGHTS]: text });
      await cluster().until(instance, isActive);
      expect((await cluster().api.call('GET', child)).status).toBe(200);
      expect(await mayOf()).toContain(right);
    });

    it('removes what it made', async () => {
      await platform.commit({
        'delivery/tenants/shop/webapplication-second.yaml': null,
        'delivery/workspaces/lab.yaml': null,
      });
      for (const path of [TAKEN[0].child, '/api/v1/namespaces/lab']) {
        await cluster().until(path, (_, status) => status === 404);
      }
    });
  },
  // The sandbox's KRO has no account: it may everything.
  { on: ['testbed'], delivered: true },
);

interface TakenRight {
  resource: string;
  verb: string;
}

function hasRight(rules: Body[], { resource, verb }: TakenRight): boolean {
  return rules.some(
    ({ resources, verbs }) =>
      resources.includes(resource) && verbs.includes(verb),
  );
}

/** The roles without one right, wherever it stands. */
function without(text: string, { resource, verb }: TakenRight): string {
  const roles: Body[] = parseAllDocuments(text).map(one => one.toJS());
  return roles
    .map(role => ({
      ...role,
      rules: role.rules.map((rule: Body) =>
        rule.resources.includes(resource)
          ? { ...rule, verbs: rule.verbs.filter((one: string) => one !== verb) }
          : rule,
      ),
    }))
    .map(role => ({
      ...role,
      // A rule without verbs is no rule.
      rules: role.rules.filter(({ verbs }: Body) => verbs.length > 0),
    }))
    .map(role => stringify(role))
    .join('---\n');
}
