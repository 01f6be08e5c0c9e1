import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';
import { until } from './__testUtils__/until';
import { Platform } from './__testUtils__/platform';
import { CacheChange } from './kroCluster';

const OWNER = 'group:default/storefront';

function manifest(
  kind: string,
  name: string,
  spec: object,
  metadata: object = {},
): string {
  return JSON.stringify({
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind,
    metadata: { name, ...metadata },
    spec,
  });
}

function tenantPath(workspace: string, kind: string, name: string): string {
  return `delivery/tenants/${workspace}/${kind.toLowerCase()}-${name}.yaml`;
}

describe('createKroCluster over the platform', () => {
  jest.setTimeout(120_000);
  const platform = new Platform();

  beforeAll(async () => {
    await platform.start();
  });

  afterAll(() => platform.stop());

  const stateOf = (ref: string) => platform.cluster.instance(ref)?.health.state;

  const stages = (facts: ChangeFacts) =>
    platform.cluster
      .changeStages(facts)
      .map(({ id, state }) => `${id} ${state}`);

  async function readyWorkspace(name: string): Promise<void> {
    await platform.change({
      path: `delivery/workspaces/${name}.yaml`,
      text: manifest(
        'Workspace',
        name,
        { team: 'storefront' },
        { annotations: { 'mini-atlas.dev/owner': OWNER } },
      ),
    });
    await until(
      `workspace ${name} is ready`,
      () => stateOf(`test:workspace.mini-atlas.dev/${name}`) === 'ready',
    );
  }

  async function order(
    workspace: string,
    kind: string,
    name: string,
    spec: object,
  ): Promise<ChangeFacts> {
    return platform.change({
      path: tenantPath(workspace, kind, name),
      text: manifest(kind, name, spec, { namespace: workspace }),
    });
  }

  it('knows the abstractions that the platform offers', async () => {
    await until('the platform is laid down', () => {
      const states = platform.cluster.abstractions().map(a => a.health.state);
      return states.length === 4 && states.every(state => state === 'ready');
    });
    expect(
      platform.cluster
        .abstractions()
        .map(({ name, health, selfService, template }) => ({
          name,
          state: health.state,
          selfService,
          template,
        })),
    ).toEqual([
      {
        name: 'infrastructure',
        state: 'ready',
        selfService: true,
        template: 'template:default/infrastructure',
      },
      {
        name: 'topic',
        state: 'ready',
        selfService: true,
        template: 'template:default/topic',
      },
      {
        name: 'webapplication',
        state: 'ready',
        selfService: true,
        template: 'template:default/web-application',
      },
      {
        name: 'workspace',
        state: 'ready',
        selfService: true,
        template: 'template:default/workspace',
      },
    ]);
    expect(platform.cluster.status()).toEqual({
      name: 'test',
      state: 'live',
      since: expect.any(String),
    });
  });

  it('shows every instance ready with its children, wherever they are', async () => {
    await readyWorkspace('whole');
    await order('whole', 'WebApplication', 'shop', {
      image: 'nginx',
      tag: '1.27',
      host: 'shop.example.com',
    });
    await order('whole', 'Infrastructure', 'db', {});
    await order('whole', 'Topic', 'events', {});
    const refs = ['webapplication', 'infrastructure', 'topic'].map(
      (kind, index) =>
        `test:${kind}.mini-atlas.dev/whole/${['shop', 'db', 'events'][index]}`,
    );
    await until('all are ready', () =>
      refs.every(ref => stateOf(ref) === 'ready'),
    );

    const childrenOf = (ref: string) =>
      platform.cluster
        .instance(ref)
        ?.childList.map(
          ({ kind, namespace, name, health }) =>
            `${kind} ${namespace ?? '-'}/${name} ${health.state}`,
        )
        .sort();
    expect(childrenOf('test:workspace.mini-atlas.dev/whole')).toEqual(
      expect.arrayContaining([
        'Namespace -/whole ready',
        'ResourceQuota whole/workspace ready',
      ]),
    );
    expect(childrenOf(refs[2])).toEqual([
      'KafkaAccess whole/events-kafka ready',
      'KafkaTopic kafka/whole.events ready',
      'KafkaUser kafka/whole.events ready',
    ]);
    for (const ref of refs) {
      const instance = platform.cluster.instance(ref);
      expect(instance).toMatchObject({
        workspace: 'whole',
        owner: OWNER,
        causes: [],
        source: {
          path: tenantPath('whole', instance?.kind ?? '', instance?.name ?? ''),
          kustomization: 'flux-system/tenants',
          gitRepository: 'flux-system/platform',
          upToDate: true,
        },
      });
      expect(instance?.children.ready).toBe(instance?.children.total);
    }
    expect(platform.cluster.instance(refs[0])?.outputs).toContainEqual({
      path: 'url',
      value: 'http://shop.example.com',
      type: 'url',
    });
  });

  it('explains a failing image in at most three lines', async () => {
    await readyWorkspace('failing');
    await order('failing', 'WebApplication', 'shop', {
      image: 'nginx',
      tag: 'broken',
    });
    const ref = 'test:webapplication.mini-atlas.dev/failing/shop';
    await until('it fails', () => stateOf(ref) === 'failed');
    const sentence = 'Image `nginx:broken` cannot be pulled';
    await until(
      'its image is the reason',
      () => platform.cluster.instance(ref)?.health.sentence === sentence,
    );
    const causes = platform.cluster.instance(ref)?.causes ?? [];
    expect(causes.length).toBeLessThanOrEqual(3);
    expect(causes.map(({ subject }) => subject.split(' ')[0])).toEqual([
      'WebApplication',
      'Deployment',
      'Pod',
    ]);
    expect(causes[causes.length - 1].sentence).toBe(sentence);
  });

  it('follows a creation, an edit and a removal from pull request to the end', async () => {
    await readyWorkspace('followed');
    const path = tenantPath('followed', 'WebApplication', 'shop');
    const ref = 'test:webapplication.mini-atlas.dev/followed/shop';
    const at = (replicas: number) =>
      manifest(
        'WebApplication',
        'shop',
        { image: 'nginx', tag: '1.27', replicas },
        { namespace: 'followed' },
      );
    const done = [
      'proposed done',
      'merged done',
      'fetched done',
      'applied done',
      'expanded done',
      'ready done',
    ];

    const proposal = await platform.propose({ path, text: at(1) });
    expect(stages(proposal)).toEqual([
      'proposed done',
      'merged current',
      'fetched waiting',
      'applied waiting',
      'expanded waiting',
      'ready waiting',
    ]);
    const creation = await platform.merge(proposal);
    await until('it is ready', () => stages(creation)[5] === 'ready done');
    expect(stages(creation)).toEqual(done);

    const edit = await platform.change({ path, text: at(3) });
    await until('the edit is ready', () => stages(edit)[5] === 'ready done');
    expect(platform.cluster.instance(ref)?.spec).toMatchObject({ replicas: 3 });
    expect(stages(edit)).toEqual(done);

    const changes: CacheChange[] = [];
    const end = platform.cluster.subscribe(change => changes.push(change));
    const removal = await platform.change({ path });
    await until('it is gone', () => stages(removal)[5] === 'ready done');
    expect(stages(removal)).toEqual(done);
    await until('its deletion was told', () =>
      changes.some(({ deleted }) => deleted?.instances.includes(ref)),
    );
    end();
    expect(platform.cluster.instance(ref)).toBeUndefined();
  });

  it('asks the API server for nothing while pages are looked at, and never for a Secret', async () => {
    await readyWorkspace('quiet');
    await order('quiet', 'Topic', 'events', {});
    const ref = 'test:topic.mini-atlas.dev/quiet/events';
    await until('it is ready', () => stateOf(ref) === 'ready');
    const before = platform.requests.length;
    const { cluster } = platform;
    cluster.instances();
    cluster.abstractions().forEach(({ name }) => cluster.abstraction(name));
    cluster
      .instance(ref)
      ?.childList.forEach(({ key }) => cluster.child(ref, key));
    expect(platform.requests.slice(before)).toEqual([]);
    expect(platform.requests.join('\n')).not.toMatch(/secrets/i);
  });

  it('judges an order by the policies of the cluster, whoever made them', async () => {
    await readyWorkspace('ruled');
    await platform.change({
      path: 'foundation/registries.yaml',
      text: JSON.stringify({
        apiVersion: 'policies.kyverno.io/v1',
        kind: 'ValidatingPolicy',
        metadata: { name: 'registries' },
        spec: {
          validationActions: ['Warn'],
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: ['apps'],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['deployments'],
              },
            ],
          },
          validations: [
            {
              expression:
                "object.spec.template.spec.containers.all(c, c.image.startsWith('ghcr.io/'))",
              message: 'images come from ghcr.io',
            },
          ],
        },
      }),
    });
    const { cluster } = platform;
    const objections = (name: string) => {
      const ordered = cluster.manifest({
        abstraction: 'webapplication',
        name,
        namespace: 'ruled',
        spec: { image: 'nginx', tag: '1.27' },
      });
      return cluster
        .policyVerdicts(ordered, cluster.plan(ordered))
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ outcome, message }) => `${outcome}: ${message}`);
    };
    await until('the policies are seen', () => objections('w').length === 2);
    const before = platform.requests.length;
    expect(objections('w')).toEqual([
      'refused: Policy workspace-naming (NamespacedValidatingPolicy of ruled) refuses WebApplication ruled/w, Deployment ruled/w, and Service ruled/w: names start with a lower-case letter, hold only a-z, 0-9 and -, and are 2 to 49 characters long',
      'warned: Policy registries (ValidatingPolicy) warns of Deployment ruled/w: images come from ghcr.io',
    ]);
    expect(platform.requests.slice(before)).toEqual([]);
  });

  it('keeps what it knows while the cluster is away, and finds the one that was built anew', async () => {
    await readyWorkspace('lasting');
    const ref = 'test:workspace.mini-atlas.dev/lasting';
    const uid = platform.cluster.instanceObject(ref)?.metadata.uid;
    const ports = platform.ports();
    await platform.stopCluster();
    await until(
      'it is stale',
      () => platform.cluster.status().state === 'stale',
    );
    expect(stateOf(ref)).toBe('ready');
    await platform.start(ports);
    await until(
      'the new one shows it ready',
      () =>
        platform.cluster.status().state === 'live' &&
        platform.cluster.instanceObject(ref)?.metadata.uid !== uid &&
        stateOf(ref) === 'ready',
    );
  });
});
