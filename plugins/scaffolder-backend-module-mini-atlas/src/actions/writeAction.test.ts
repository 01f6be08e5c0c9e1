import { readFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { ActionRun } from '../__testUtils__/actionRun';
import { abstraction, instance, planOf } from '../__testUtils__/fakeCluster';
import { createProposeAction } from './proposeAction';
import { createWriteAction } from './writeAction';

const APPLICATION = {
  name: 'web',
  namespace: 'shop',
  owner: 'group:default/storefront',
  spec: { image: 'ghcr.io/shop/web', tag: '1.4.2' },
};
const PATH = 'delivery/tenants/shop/webapplication-web.yaml';

describe('mini-atlas:<kind>:write', () => {
  const workspace = createMockDirectory();
  let run: ActionRun;

  beforeEach(() => {
    workspace.clear();
    run = new ActionRun(workspace.path);
    run.cluster.addWorkspace('shop');
  });

  const write = (input = {}, more = {}) =>
    run.run(
      createWriteAction(abstraction('webapplication'), run.services),
      { ...APPLICATION, ...input },
      more,
    );

  it('writes the manifest at its delivery path and says where', async () => {
    const outputs = await write();
    const text = await readFile(workspace.resolve(PATH), 'utf8');
    expect(outputs).toEqual({
      path: PATH,
      manifest: text,
      instance: 'test:webapplication.mini-atlas.dev/shop/web',
    });
    expect(text).toBe(`apiVersion: mini-atlas.dev/v1alpha1
kind: WebApplication
metadata:
  name: web
  namespace: shop
  annotations:
    mini-atlas.dev/owner: group:default/storefront
spec:
  image: ghcr.io/shop/web
  tag: 1.4.2
`);
  });

  it('writes what people type as data, never as YAML', async () => {
    const spec = { env: [{ name: 'A', value: 'x\nkind: Secret' }], tag: 'on' };
    await write({ spec });
    const text = await readFile(workspace.resolve(PATH), 'utf8');
    expect(parse(text, { version: '1.1' })).toMatchObject({
      kind: 'WebApplication',
      spec,
    });
  });

  it.each([
    ['name', 'Web', /name is "Web": it must be 1 to 63 characters/],
    ['name', '../web', /name is "..\/web": it must/],
    ['name', 'web\nkind: Secret', /name is "web\\nkind: Secret": it must/],
    ['name', '', /name is "": it must/],
    ['namespace', '../../flux', /namespace is "..\/..\/flux": it must/],
    ['owner', 'a b', /owner is "a b": it must be an entity ref/],
    ['spec', 'image: x', /spec is "image: x": it must be an object/],
    [
      'namespace',
      'nowhere',
      /namespace is "nowhere": there is no workspace.*Choose one of shop/,
    ],
  ])(
    'refuses %s %j, naming field, value and rule',
    async (field, value, rule) => {
      await expect(write({ [field]: value })).rejects.toThrow(rule);
      expect(workspace.content()).toEqual({});
    },
  );

  it('passes on what the schema refuses', async () => {
    run.cluster.planned = () => {
      throw new InputError('spec.replicas is 21; at most 20');
    };
    await expect(write()).rejects.toThrow('spec.replicas is 21; at most 20');
    expect(workspace.content()).toEqual({});
  });

  it('refuses an order of which nothing would come', async () => {
    run.cluster.planned = manifest => {
      const plan = planOf(manifest);
      return {
        ...plan,
        nodes: plan.nodes.map(node => ({
          ...node,
          outcome: 'skipped',
          reason: 'the name is reserved',
        })),
      };
    };
    await expect(write()).rejects.toThrow(
      /name is "web": nothing would be made.*the name is reserved/,
    );
  });

  it('refuses a name that lives in the cluster', async () => {
    run.cluster.living.push(
      instance({
        abstraction: 'webapplication',
        name: 'web',
        namespace: 'shop',
      }),
    );
    await expect(write()).rejects.toThrow(
      /name is "web": it must be free, but it is the name of an instance in the cluster \(test:webapplication/,
    );
  });

  it('refuses a name that is in Git', async () => {
    run.forge.files.set(PATH, '');
    await expect(write()).rejects.toThrow(/name is "web".*is in Git already/);
  });

  it('refuses a name that an open pull request asks for, and takes it when that is closed', async () => {
    const other = new ActionRun(workspace.path, 'ffffffff-other');
    await other.forge.propose({
      branch: 'someone/else',
      title: 'Web',
      body: '',
      commitMessage: 'Web',
      files: [{ path: PATH, content: 'x' }],
    });
    run.services.forgeFor = () => other.forge;
    await expect(write()).rejects.toThrow(
      /name is "web".*open pull request #1 .*http:\/\/forge.test\/pulls\/1/,
    );
    await other.forge.close(1);
    await expect(write()).resolves.toMatchObject({ path: PATH });
  });

  it('goes on when its own pull request is open and the task is taken up again', async () => {
    await write();
    await run.run(createProposeAction(run.services), { path: PATH });
    run.forge.merge(1);
    await expect(write()).resolves.toMatchObject({ path: PATH });
  });

  it('says so when the cluster or the forge cannot be reached, and writes nothing', async () => {
    run.forge.unreachable = true;
    await expect(write()).rejects.toThrow(/connection refused.*Try again/);
    run.cluster.state = {
      name: 'test',
      state: 'stale',
      since: '2026-11-22T22:00:00Z',
      message: 'connection refused',
    };
    await expect(write()).rejects.toThrow(
      /The cluster 'test' cannot be reached: connection refused.*Nothing was written/,
    );
    expect(workspace.content()).toEqual({});
  });

  it('refuses callers without the permission', async () => {
    run.allowed = false;
    await expect(write()).rejects.toThrow(/kro\.change\.create is missing/);
  });

  it('says when the cluster does not offer the abstraction any more', async () => {
    run.cluster.offered = [abstraction('workspace')];
    await expect(write()).rejects.toThrow(
      /abstraction is "webapplication".*It offers workspace/,
    );
  });

  it('asks the forge nothing in a dry run', async () => {
    run.forge.unreachable = true;
    await expect(write({}, { isDryRun: true })).resolves.toMatchObject({
      path: PATH,
    });
  });

  describe('input schema', () => {
    const action = () =>
      createWriteAction(abstraction('webapplication'), run.services);

    it('follows the abstraction: limits, defaults, required, help', () => {
      expect(action().schema?.input).toMatchObject({
        additionalProperties: false,
        required: ['name', 'namespace', 'spec'],
        properties: {
          spec: {
            required: ['image', 'tag'],
            additionalProperties: false,
            properties: {
              replicas: {
                type: 'integer',
                minimum: 0,
                maximum: 20,
                default: 2,
              },
              env: { items: { required: ['name'] } },
              image: { description: expect.any(String) },
            },
          },
        },
      });
      expect(JSON.stringify(action().schema)).not.toContain('x-kubernetes');
    });

    it('has no namespace for an abstraction that lives in none', () => {
      const { schema } = createWriteAction(
        abstraction('workspace'),
        run.services,
      );
      expect(schema?.input).toMatchObject({ required: ['name', 'spec'] });
      expect(JSON.stringify(schema?.input)).not.toContain('"namespace"');
    });

    it('follows the abstraction when it changes after the start', () => {
      const before = action();
      const changed = abstraction('webapplication');
      run.cluster.offered = [
        {
          ...changed,
          specSchema: { type: 'object', properties: { size: {} } },
        },
      ];
      expect(before.schema?.input).toMatchObject({
        properties: { spec: { properties: { size: {} } } },
      });
      run.cluster.offered = [];
      expect(before.schema?.input).toMatchObject({
        properties: { spec: { properties: { size: {} } } },
      });
    });
  });

  it('has examples with everything that must be given', () => {
    const { examples = [] } = createWriteAction(
      abstraction('webapplication'),
      run.services,
    );
    expect(examples[0].example).toContain(
      'action: mini-atlas:webapplication:write',
    );
    expect(examples[0].example).toContain('image: ${{ parameters.image }}');
    expect(examples[0].example).not.toContain('replicas');
    expect(examples[1].example).toContain('replicas: 2');
  });
});
