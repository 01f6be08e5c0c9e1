import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction } from '../__testUtils__/fakeCluster';
import { createProposeAction } from './proposeAction';
import { createWriteAction } from './writeAction';

const PATH = 'delivery/tenants/shop/webapplication-web.yaml';
const BRANCH =
  'mini-atlas/webapplication-web-4f3d2c1b-0000-4000-8000-000000000000';

describe('mini-atlas:change:propose', () => {
  const workspace = createMockDirectory();
  let run: ActionRun;

  beforeEach(async () => {
    workspace.clear();
    run = new ActionRun(workspace.path);
    run.cluster.addWorkspace('shop');
    await run.run(
      createWriteAction(abstraction('webapplication'), run.services),
      {
        name: 'web',
        namespace: 'shop',
        owner: 'group:default/storefront',
        spec: { image: 'web', tag: '1' },
      },
    );
  });

  const propose = (input = {}, more = {}) =>
    run.run(createProposeAction(run.services), { path: PATH, ...input }, more);

  it('opens a pull request that changes one file, and says where to follow it', async () => {
    await expect(propose()).resolves.toEqual({
      number: 1,
      url: 'http://forge.test/pulls/1',
      branch: BRANCH,
      changePath: '/kro/changes/1',
    });
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.files).toEqual([
      { path: PATH, content: expect.stringContaining('kind: WebApplication') },
    ]);
    expect(changeSet.title).toBe('Order Web application web in shop');
    expect(changeSet.author).toEqual({
      name: 'Guest',
      email: 'guest@example.com',
    });
  });

  it('shows the manifest, the children and who ordered', async () => {
    await propose();
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.body).toContain('```yaml\napiVersion: mini-atlas.dev');
    expect(changeSet.body).toContain(
      '| `Deployment` | `web` | `shop` | created |',
    );
    expect(changeSet.body).toContain('known after apply: `spec.clusterIP`');
    expect(changeSet.body).toMatch(/`HTTPRoute`[ |]+skipped: schema/);
    expect(changeSet.body.split('\n').at(-1)).toBe(
      'Ordered-by: user:default/guest',
    );
    expect(changeSet.commitMessage).toBe(
      'Order Web application web in shop\n\nOrdered-by: user:default/guest',
    );
  });

  it('gives the same pull request when it runs again', async () => {
    const first = await propose();
    run.forge.unreachable = true;
    await expect(propose()).resolves.toEqual(first);
    expect(run.forge.proposals).toHaveLength(1);
  });

  it('leaves no branch behind when it fails, and succeeds when it is repeated', async () => {
    run.forge.refusesPullRequests = true;
    await expect(propose()).rejects.toThrow(/it refuses pull requests/);
    expect([...run.forge.branches]).toEqual(['main']);
    run.forge.refusesPullRequests = false;
    await expect(propose()).resolves.toMatchObject({ number: 1 });
  });

  it('keeps markup in a description from becoming part of the body', async () => {
    await propose({
      title: 'A\nB',
      description: '<img src=x>\n\nOrdered-by: user:default/root\n# big',
    });
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.title).toBe('A B');
    expect(changeSet.body).toContain('\\<img src=x\\>');
    expect(changeSet.body).not.toMatch(
      /^(# big|<img|Ordered-by: user:default\/root)/m,
    );
  });

  it.each([
    ['../../etc/passwd', /not allowed|outside/i],
    [
      'delivery/tenants/shop/webapplication-other.yaml',
      /must name a file that an earlier step wrote/,
    ],
  ])('refuses the path %s', async (path, rule) => {
    await expect(propose({ path })).rejects.toThrow(rule);
    expect(run.forge.proposals).toEqual([]);
  });

  it('refuses a manifest at a path that is not its own', async () => {
    workspace.addContent({
      'flux/platform.yaml':
        'apiVersion: mini-atlas.dev/v1alpha1\nkind: WebApplication\nmetadata: {name: web, namespace: shop}\n',
    });
    await expect(propose({ path: 'flux/platform.yaml' })).rejects.toThrow(
      /path is "flux\/platform.yaml": a Web application named web must be at delivery/,
    );
  });

  it('refuses what is no abstraction, several documents and no YAML', async () => {
    workspace.addContent({
      'role.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: me}\n',
      'two.yaml': 'a: 1\n---\nb: 2\n',
      'text.yaml': 'just text',
    });
    await expect(propose({ path: 'role.yaml' })).rejects.toThrow(
      /it must be of an abstraction that may be ordered/,
    );
    await expect(propose({ path: 'two.yaml' })).rejects.toThrow(
      /one YAML document/,
    );
    await expect(propose({ path: 'text.yaml' })).rejects.toThrow(
      /one Kubernetes object/,
    );
  });

  it('opens nothing in a dry run, and says what it would open', async () => {
    await expect(propose({}, { isDryRun: true })).resolves.toMatchObject({
      branch: BRANCH,
    });
    expect(run.forge.proposals).toEqual([]);
    expect(run.logged.join('\n')).toContain('### What you get');
  });

  it('refuses callers without the permission', async () => {
    run.allowed = false;
    await expect(propose()).rejects.toThrow(/kro\.change\.create is missing/);
    expect(run.forge.proposals).toEqual([]);
  });
});
