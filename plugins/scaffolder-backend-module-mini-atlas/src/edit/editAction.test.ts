import { JsonObject } from '@backstage/types';
import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction, instance } from '../__testUtils__/fakeCluster';
import { createEditAction } from './editAction';

const WEB = 'test:webapplication.mini-atlas.dev/shop/web';
const PATH = 'delivery/tenants/shop/webapplication-web.yaml';
const BRANCH =
  'mini-atlas/webapplication-web-4f3d2c1b-0000-4000-8000-000000000000';

const FILE = `# The shop's front.
apiVersion: mini-atlas.dev/v1alpha1
kind: WebApplication
metadata:
  name: web
  namespace: shop
  labels: { team: 'storefront' }
  annotations:
    mini-atlas.dev/owner: group:default/storefront
spec:
  image: ghcr.io/shop/web # built by the pipeline
  tag: "1.4.2"

  # Three, so that one may fail.
  replicas: 3
  env:
    # As loud as it may be.
    - name: LOG_LEVEL
      value: debug
    - { name: MODE, value: fast }
`;

describe('mini-atlas:instance:edit', () => {
  let run: ActionRun;

  beforeEach(() => {
    run = new ActionRun('/nowhere');
    run.cluster.addWorkspace('shop');
    run.forge.files.set(PATH, FILE);
  });

  const edit = (input: JsonObject, more = {}) =>
    run.run(createEditAction(run.services), { instance: WEB, ...input }, more);
  const written = () => run.forge.proposals[0].changeSet.files[0].content;

  it('opens a pull request that changes one line of one file', async () => {
    await expect(edit({ spec: { replicas: 4 } })).resolves.toEqual({
      path: PATH,
      number: 1,
      url: 'http://forge.test/pulls/1',
      branch: BRANCH,
      changePath: '/kro/changes/1',
    });
    const [{ changeSet }] = run.forge.proposals;
    expect(changeSet.files).toEqual([
      { path: PATH, content: FILE.replace('replicas: 3', 'replicas: 4') },
    ]);
    expect(changeSet.title).toBe('Change Web application web in shop');
    expect(changeSet.body).toContain('-  replicas: 3\n+  replicas: 4');
    expect(changeSet.body).toContain('| `Deployment` | `web` | `shop` |');
    expect(changeSet.body.split('\n').at(-1)).toBe(
      'Ordered-by: user:default/guest',
    );
  });

  it.each<[string, JsonObject, [string, string]]>([
    ['a text', { tag: '1.5.0' }, ['"1.4.2"', '"1.5.0"']],
    ['a new field', { port: 9090 }, ['fast }\n', 'fast }\n  port: 9090\n']],
    [
      'a field taken out',
      { replicas: null },
      ['\n  # Three, so that one may fail.\n  replicas: 3\n', ''],
    ],
    [
      'an item of a list, whose others stay as they are',
      {
        env: [
          { name: 'LOG_LEVEL', value: 'debug' },
          { name: 'MODE', value: 'slow' },
        ],
      },
      ['{ name: MODE, value: fast }', 'name: MODE\n      value: slow'],
    ],
    [
      'an item less',
      { env: [{ name: 'LOG_LEVEL', value: 'debug' }] },
      ['    - { name: MODE, value: fast }\n', ''],
    ],
  ])('changes %s', async (_what, spec, [from, to]) => {
    await edit({ spec });
    expect(written()).toBe(FILE.replace(from, to));
  });

  it('refuses what a policy refuses, unless it was refused before', async () => {
    run.cluster.judged = ({ spec }) => [
      { outcome: 'refused', message: 'Policy p refuses it: it is old' },
      {
        outcome: Object(spec).replicas > 3 ? 'refused' : 'passed',
        message: 'Policy q refuses it: too many',
      },
    ];
    await expect(edit({ spec: { replicas: 4 } })).rejects.toThrow(
      /^Policy q refuses it: too many$/,
    );
    await edit({ spec: { tag: '1.5.0' } });
    expect(run.forge.proposals).toHaveLength(1);
  });

  it('gives it to another group', async () => {
    await edit({ owner: 'group:default/payments' });
    expect(written()).toBe(
      FILE.replace('group:default/storefront', 'group:default/payments'),
    );
  });

  it.each<[string, JsonObject]>([
    ['a default instead of a default', { port: null }],
    ['what Git says', { replicas: 3, tag: '1.4.2' }],
    ['a default that Git leaves open', { port: 8080, host: '' }],
    ['nothing', {}],
    ['a field that is not there', { host: null }],
  ])('refuses an edit to %s: nothing would change', async (_what, spec) => {
    await expect(edit({ spec })).rejects.toThrow(
      `spec: nothing would change, because ${PATH} says all of it already`,
    );
    expect([...run.forge.branches]).toEqual(['main']);
  });

  it('refuses an owner that is none', async () => {
    await expect(edit({ owner: 'me: you' })).rejects.toThrow(
      /^owner is "me: you": it must be an entity ref/,
    );
  });

  it.each<[string, string, RegExp]>([
    ['no ref', '../web', /^instance is "..\/web": it must be an instance ref/],
    [
      'one of another cluster',
      WEB.replace('test:', 'other:'),
      /of the cluster 'other', and this portal serves 'test'/,
    ],
    [
      'one of no abstraction',
      'test:role.rbac.authorization.k8s.io/shop/web',
      /it must be of an abstraction that may be ordered/,
    ],
    [
      'one that is not in Git',
      WEB.replace('/web', '/gone'),
      /its file delivery\/tenants\/shop\/webapplication-gone.yaml is not in Git/,
    ],
  ])('refuses %s', async (_what, ref, message) => {
    await expect(
      edit({ instance: ref, spec: { replicas: 4 } }),
    ).rejects.toThrow(message);
    expect([...run.forge.branches]).toEqual(['main']);
  });

  it.each<[string, string, RegExp]>([
    ['of two documents', `${FILE}---\nkind: Role\n`, /holds several or none/],
    ['that is no YAML', 'a: [', /is no valid YAML/],
    [
      'of something else',
      FILE.replace('name: web', 'name: site'),
      /must hold the WebApplication web and holds something else/,
    ],
  ])('refuses a file %s', async (_what, file, message) => {
    run.forge.files.set(PATH, file);
    await expect(edit({ spec: { replicas: 4 } })).rejects.toThrow(message);
  });

  describe('rules about changes', () => {
    const TOPIC = 'test:topic.mini-atlas.dev/shop/events';
    beforeEach(() => {
      run.cluster.offered.push(abstraction('topic'));
      run.forge.files.set(
        'delivery/tenants/shop/topic-events.yaml',
        'apiVersion: mini-atlas.dev/v1alpha1\nkind: Topic\nmetadata:\n  name: events\n  namespace: shop\nspec:\n  partitions: 6\n',
      );
    });

    it('may be kept', async () => {
      await edit({ instance: TOPIC, spec: { partitions: 9 } });
      expect(written()).toContain('partitions: 9');
    });

    it('refuse what may only grow', async () => {
      await expect(
        edit({ instance: TOPIC, spec: { partitions: 3 } }),
      ).rejects.toThrow(
        /^spec.partitions is 3 and was 6: it is not allowed.*may grow, not shrink/,
      );
    });

    it('refuse what cannot be changed, also where Git leaves it to the default', async () => {
      await expect(
        edit({ instance: TOPIC, spec: { replicas: 2 } }),
      ).rejects.toThrow(/^spec.replicas is 2 and was 1: .*immutable/);
    });

    it('hold against what lives, too', async () => {
      run.cluster.living.push({
        ...instance({
          abstraction: 'topic',
          name: 'events',
          namespace: 'shop',
        }),
        object: {
          apiVersion: 'mini-atlas.dev/v1alpha1',
          kind: 'Topic',
          metadata: { name: 'events', namespace: 'shop' },
          spec: { partitions: 20 },
        },
      });
      await expect(
        edit({ instance: TOPIC, spec: { partitions: 9 } }),
      ).rejects.toThrow(/^spec.partitions is 9 and was 20/);
    });
  });

  it('refuses while another open pull request touches the file', async () => {
    await edit({ spec: { replicas: 4 } });
    const other = new ActionRun('/nowhere', 'another-task', {
      cluster: run.cluster,
      forgeFor: () => run.forge,
    });
    await expect(
      other.run(createEditAction(other.services), {
        instance: WEB,
        spec: { replicas: 5 },
      }),
    ).rejects.toThrow(/the open pull request #1 touches .* Merge or close it/);
  });

  it('gives the same pull request when it runs again, also when that is merged', async () => {
    const first = await edit({ spec: { replicas: 4 } });
    run.forge.merge(1);
    const again = new ActionRun('/nowhere', run.taskId, {
      cluster: run.cluster,
      forgeFor: () => run.forge,
    });
    await expect(
      again.run(createEditAction(again.services), {
        instance: WEB,
        spec: { replicas: 4 },
      }),
    ).resolves.toEqual(first);
    expect(run.forge.proposals).toHaveLength(1);
  });

  it('leaves no branch behind when it fails', async () => {
    run.forge.refusesPullRequests = true;
    await expect(edit({ spec: { replicas: 4 } })).rejects.toThrow(
      /it refuses pull requests/,
    );
    expect([...run.forge.branches]).toEqual(['main']);
  });

  it('opens nothing in a dry run, and says what it would open', async () => {
    await expect(
      edit({ spec: { replicas: 4 } }, { isDryRun: true }),
    ).resolves.toMatchObject({ branch: BRANCH, number: 0 });
    expect(run.forge.proposals).toEqual([]);
    expect(run.logged.join('\n')).toContain('+  replicas: 4');
  });

  it('refuses callers without the permission', async () => {
    run.allowed = false;
    await expect(edit({ spec: { replicas: 4 } })).rejects.toThrow(
      /kro\.change\.create is missing/,
    );
  });
});
