import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { asFields, conditionsOf, statusOf } from './fields';
import {
  clusterWithFlux,
  ClusterWithFlux,
  configMap,
  gitRepository,
  hasApplied,
  id,
  kustomization,
  readyOf,
} from './testing/clusterWithFlux';

jest.setTimeout(60_000);

const NAMESPACE =
  'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team-a\n';
const map = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  namespace: 'team-a',
});

describe('Flux in the sandbox', () => {
  let cluster: ClusterWithFlux;
  const source = () => gitRepository(cluster.forge);
  const reconcile = () =>
    cluster.patch(id(source()), {
      metadata: {
        annotations: {
          'reconcile.fluxcd.io/requestedAt': `${performance.now()}`,
        },
      },
    });
  const commitAndReconcile = async (files: Record<string, string | null>) => {
    const revision = await cluster.commit(files);
    reconcile();
    return revision;
  };

  beforeEach(async () => {
    cluster = await clusterWithFlux({
      'app/a.yaml': configMap('a', 'one'),
      'app/namespace.yaml': NAMESPACE,
      'README.md': 'hello\n',
    });
  });
  afterEach(() => cluster.end());

  it('brings a commit into the cluster, and takes out what left Git', async () => {
    const app = kustomization('app', { path: './app', wait: true });
    cluster.apply(source(), app);
    const ready = await cluster.until(id(app), object =>
      readyOf(object).startsWith('True'),
    );
    const fetched = await cluster.until(id(source()), object =>
      readyOf(object).startsWith('True'),
    );
    const artifact = asFields(statusOf(fetched).artifact);
    expect(artifact).toMatchObject({
      revision: expect.stringMatching(/^main@sha1:[0-9a-f]{40}$/),
      path: expect.stringMatching(
        /^gitrepository\/flux-system\/platform\/[0-9a-f]{40}\.tar\.gz$/,
      ),
      size: expect.any(Number),
    });
    expect(readyOf(fetched)).toBe(
      `True Succeeded: stored artifact for revision '${artifact.revision}'`,
    );
    expect(fetched.metadata.finalizers).toEqual(['finalizers.fluxcd.io']);
    const archive = Buffer.from(
      await (await fetch(String(artifact.url))).arrayBuffer(),
    );
    expect(`sha256:${createHash('sha256').update(archive).digest('hex')}`).toBe(
      artifact.digest,
    );
    expect(gunzipSync(archive).toString()).toContain('name: team-a');

    expect(readyOf(ready)).toBe(
      `True ReconciliationSucceeded: Applied revision: ${artifact.revision}`,
    );
    expect(statusOf(ready)).toMatchObject({
      lastAppliedRevision: artifact.revision,
      lastAttemptedRevision: artifact.revision,
      observedGeneration: 1,
      inventory: {
        entries: [
          { id: '_team-a__Namespace', v: 'v1' },
          { id: 'team-a_a__ConfigMap', v: 'v1' },
        ],
      },
      history: [
        {
          lastReconciledStatus: 'ReconciliationSucceeded',
          totalReconciliations: 1,
          metadata: { revision: artifact.revision },
        },
      ],
    });
    expect(conditionsOf(ready).map(({ type }) => type)).toEqual([
      'Ready',
      'Healthy',
    ]);
    expect(cluster.client.get(map('a'))?.metadata.labels).toMatchObject({
      'kustomize.toolkit.fluxcd.io/name': 'app',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    });
    expect(
      JSON.stringify(cluster.client.get(map('a'))?.metadata.managedFields),
    ).toContain('"manager":"kustomize-controller"');

    const kept =
      'metadata:\n  annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}';
    const second = await commitAndReconcile({
      'app/a.yaml': configMap('a', 'two'),
      'app/b.yaml': configMap('b', 'b'),
      'app/c.yaml': configMap('c', 'c').replace('metadata:', kept),
    });
    await cluster.until(id(app), hasApplied(second));
    expect(cluster.client.get(map('a'))?.data).toEqual({ value: 'two' });
    const third = await commitAndReconcile({
      'app/b.yaml': null,
      'app/c.yaml': null,
    });
    const pruned = await cluster.until(id(app), hasApplied(third));
    expect(cluster.client.get(map('b'))).toBeUndefined();
    expect(cluster.client.get(map('c'))).toBeDefined();
    expect(asFields(statusOf(pruned).inventory).entries).toHaveLength(2);
    expect(cluster.events('app')).toEqual(
      expect.arrayContaining([
        'Normal Progressing Namespace/team-a created\nConfigMap/team-a/a created',
        'Normal Progressing ConfigMap/team-a/c skipped\nConfigMap/team-a/b deleted',
        expect.stringMatching(
          /^Normal ReconciliationSucceeded Reconciliation finished in \S+, next run in 10m0s$/,
        ),
      ]),
    );
    expect(cluster.events('platform')).toContain(
      "Normal NewArtifact stored artifact for commit 'Begin'",
    );
  });

  it('undoes what somebody changed, when asked', async () => {
    const app = kustomization('app', { path: './app' });
    cluster.apply(source(), app);
    await cluster.until(id(app), object => readyOf(object).startsWith('True'));
    cluster.patch(map('a'), { data: { value: 'drifted' } });
    cluster.patch(id(app), {
      metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' } },
    });
    const done = await cluster.until(
      id(app),
      object => statusOf(object).lastHandledReconcileAt === 'now',
    );
    expect(cluster.client.get(map('a'))?.data).toEqual({ value: 'one' });
    expect(statusOf(done).history).toMatchObject([{ totalReconciliations: 2 }]);
    expect(conditionsOf(done).map(({ type }) => type)).toEqual(['Ready']);
  });

  it('applies nothing when one manifest is refused, and says which', async () => {
    await cluster.commit({
      'app/bad.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Bad_Name, namespace: team-a}\n',
    });
    const app = kustomization('app', { path: './app' });
    cluster.apply(source(), app);
    const refused = await cluster.until(id(app), object =>
      readyOf(object).startsWith('False ReconciliationFailed'),
    );
    expect(readyOf(refused)).toContain(
      'ConfigMap/team-a/Bad_Name dry-run failed (Invalid): ConfigMap "Bad_Name" is invalid: metadata.name',
    );
    expect(cluster.client.get(map('a'))).toBeUndefined();
    expect(
      conditionsOf(refused).find(({ type }) => type === 'Reconciling'),
    ).toMatchObject({ reason: 'ProgressingWithRetry' });
    expect(
      cluster
        .events('app')
        .some(event => event.startsWith('Warning ReconciliationFailed')),
    ).toBe(true);

    const fixed = await commitAndReconcile({ 'app/bad.yaml': null });
    await cluster.until(id(app), hasApplied(fixed));
  });

  it.each([
    [
      'broken YAML',
      'a: [',
      /^False BuildFailed: failed to decode Kubernetes YAML from \/tmp\/kustomization-\d+\/app\/x\.yaml: /,
    ],
    [
      'no Kubernetes object',
      'a: 1',
      /^False BuildFailed: .*missing kind in object \{\{ \} /,
    ],
    [
      'the same object twice',
      configMap('a', 'again'),
      /^False BuildFailed: kustomize build failed: .*already registered id: ConfigMap\.v1\.\[noGrp\]\/a\.team-a/,
    ],
    [
      'an unknown kind',
      'apiVersion: x.dev/v1\nkind: Thing\nmetadata: {name: t}\n',
      /^False ReconciliationFailed: Thing\/t dry-run failed: no matches for kind "Thing" in version "x\.dev\/v1"/,
    ],
    [
      'a missing namespace',
      configMap('m', 'x', 'nowhere'),
      /^False ReconciliationFailed: ConfigMap\/nowhere\/m not found: namespaces "nowhere" not found/,
    ],
    [
      'no namespace',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n',
      /^False ReconciliationFailed: ConfigMap\/plain namespace not specified/,
    ],
    [
      'a way of applying that is not imitated',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\n  namespace: team-a\n  annotations: {kustomize.toolkit.fluxcd.io/ssa: Merge}\n',
      /^False ReconciliationFailed: ConfigMap\/team-a\/m annotation kustomize\.toolkit\.fluxcd\.io\/ssa: "Merge" is not imitated by the sandbox; allowed are Override and Ignore/,
    ],
  ])('refuses %s', async (_, content, message) => {
    await cluster.commit({ 'app/x.yaml': content });
    const app = kustomization('app', { path: './app' });
    cluster.apply(source(), app);
    const refused = await cluster.until(id(app), object =>
      message.test(readyOf(object)),
    );
    expect(statusOf(refused).lastAppliedRevision).toBeUndefined();
  });

  it('says that a path or source is missing, and goes on when it comes', async () => {
    const app = kustomization('app', { path: './later' });
    cluster.apply(app);
    await cluster.until(id(app), object =>
      readyOf(object).includes(
        'GitRepository.source.toolkit.fluxcd.io "platform" not found',
      ),
    );
    cluster.apply(source());
    await cluster.until(id(app), object =>
      /^False ArtifactFailed: kustomization path not found: stat \/tmp\/kustomization-\d+\/later: no such file or directory$/.test(
        readyOf(object),
      ),
    );
    const revision = await commitAndReconcile({ 'later/.gitkeep': '' });
    const empty = await cluster.until(id(app), hasApplied(revision));
    expect(statusOf(empty).inventory).toEqual({ entries: [] });
  });

  it('waits for dependencies and for health', async () => {
    await cluster.commit({
      'app/a.yaml': null,
      // No controller makes it here, and no pod can be without.
      'app/account.yaml':
        'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: team-a}\n',
      'tenants/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: team-a}\nspec: {containers: [{name: c, image: i}]}\n',
      'last/a.yaml': configMap('a', 'last'),
    });
    const app = kustomization('app', { path: './app', wait: true });
    const tenants = kustomization('tenants', {
      path: './tenants',
      wait: true,
      timeout: '30s',
      dependsOn: [{ name: 'app' }],
    });
    const last = kustomization('last', {
      path: './last',
      dependsOn: [{ name: 'tenants' }],
    });
    cluster.apply(last, tenants);
    await cluster.until(id(last), object =>
      readyOf(object).startsWith('False ArtifactFailed'),
    );
    cluster.apply(source());
    await cluster.until(id(tenants), object =>
      readyOf(object).startsWith(
        "False DependencyNotReady: dependency 'flux-system/app' not found",
      ),
    );
    cluster.apply(app);
    const waiting = await cluster.until(id(tenants), object =>
      conditionsOf(object).some(
        ({ type, status }) => type === 'Healthy' && status === 'Unknown',
      ),
    );
    expect(
      conditionsOf(waiting).find(({ type }) => type === 'Reconciling')?.message,
    ).toMatch(
      /^Running health checks for revision main@sha1:[0-9a-f]{40} with a timeout of 30s$/,
    );
    expect(
      readyOf(await cluster.until(id(last), object => readyOf(object) !== '')),
    ).toBe(
      "False DependencyNotReady: dependency 'flux-system/tenants' is not ready",
    );
    cluster.client.patch(
      { apiVersion: 'v1', kind: 'Pod', name: 'p', namespace: 'team-a' },
      {
        status: {
          phase: 'Running',
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
      { fieldManager: 'kubelet', subresource: 'status' },
    );
    await cluster.until(id(last), object => readyOf(object).startsWith('True'));
    expect(
      conditionsOf(await cluster.until(id(tenants), () => true)).find(
        ({ type }) => type === 'Healthy',
      )?.message,
    ).toMatch(/^Health check passed in /);
  });

  it('judges health by expressions', async () => {
    const app = kustomization('app', {
      path: './app',
      wait: true,
      healthCheckExprs: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          current: "data.value == 'good'",
          failed: "data.value == 'bad'",
        },
      ],
    });
    const bad = await cluster.commit({ 'app/a.yaml': configMap('a', 'bad') });
    cluster.apply(source(), app);
    const failed = await cluster.until(id(app), object =>
      readyOf(object).includes(
        "failed early due to stalled resources: [ConfigMap/team-a/a status: 'Failed']",
      ),
    );
    expect(statusOf(failed)).toMatchObject({ lastAttemptedRevision: bad });
    expect(statusOf(failed).lastAppliedRevision).toBeUndefined();

    const good = await commitAndReconcile({
      'app/a.yaml': configMap('a', 'good'),
    });
    await cluster.until(id(app), hasApplied(good));
  });

  it('rests while suspended, and prunes at the end', async () => {
    const app = kustomization('app', { path: './app', suspend: true });
    cluster.apply(source(), app);
    await cluster.until(id(source()), object =>
      readyOf(object).startsWith('True'),
    );
    expect(readyOf(await cluster.until(id(app), () => true))).toBe('');
    cluster.patch(id(app), { spec: { suspend: false } });
    await cluster.until(id(app), object => readyOf(object).startsWith('True'));
    cluster.patch(id(source()), { spec: { suspend: true } });
    const missed = await commitAndReconcile({
      'app/a.yaml': configMap('a', 'missed'),
    });
    cluster.patch(id(app), {
      metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 'x' } },
    });
    const rested = await cluster.until(
      id(app),
      object => statusOf(object).lastHandledReconcileAt === 'x',
    );
    expect(statusOf(rested).lastAppliedRevision).not.toBe(missed);

    cluster.client.delete(id(app));
    await cluster.gone(id(app));
    expect(cluster.client.get(map('a'))).toBeUndefined();
    cluster.client.delete(id(source()));
    await cluster.gone(id(source()));
  });

  it('builds a kustomization file, below a namespace', async () => {
    await cluster.commit({
      'app/a.yaml': null,
      'kust/kustomization.yaml':
        'resources: [../base, own.yaml]\nnamespace: team-a\nlabels:\n- pairs: {team: a}\n',
      'kust/own.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: own}\ndata: {on: "x", n: "y"}\n',
      'base/kustomization.yaml':
        'resources: [svc.yaml]\ncommonLabels: {app: web}\n',
      'base/svc.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n',
      'odd/kustomization.yaml': 'resources: []\nhelmCharts: []\n',
    });
    const app = kustomization('app', { path: './app' });
    const kust = kustomization('kust', {
      path: 'kust',
      dependsOn: [{ name: 'app' }],
      buildMetadata: ['originAnnotations'],
    });
    const odd = kustomization('odd', { path: './odd' });
    const patched = kustomization('patched', {
      path: './app',
      images: [{ name: 'a', newTag: 'b' }],
    });
    cluster.apply(source(), app, kust, odd, patched);
    await cluster.until(id(kust), object => readyOf(object).startsWith('True'));
    expect(cluster.client.get(map('own'))).toMatchObject({
      data: { true: 'x', false: 'y' },
      metadata: {
        labels: { team: 'a' },
        annotations: { 'config.kubernetes.io/origin': 'path: own.yaml\n' },
      },
    });
    expect(
      cluster.client.get({
        apiVersion: 'v1',
        kind: 'Service',
        name: 'web',
        namespace: 'team-a',
      }),
    ).toMatchObject({
      spec: { selector: { app: 'web' } },
      metadata: {
        labels: { app: 'web', team: 'a' },
        annotations: {
          'config.kubernetes.io/origin': 'path: ../base/svc.yaml\n',
        },
      },
    });
    expect(
      readyOf(
        await cluster.until(id(odd), object =>
          readyOf(object).startsWith('False'),
        ),
      ),
    ).toMatch(/BuildFailed: .*the sandbox does not imitate helmCharts/);
    expect(
      readyOf(
        await cluster.until(id(patched), object =>
          readyOf(object).startsWith('False'),
        ),
      ),
    ).toMatch(/BuildFailed: the sandbox does not imitate spec\.images/);
  });

  it('fetches with the credentials of a Secret, and says what is wrong with them', async () => {
    await cluster.forge.forge.createRepository('atlas', 'private', {
      private: true,
    });
    const url = `${cluster.forge.forge.url}/atlas/private.git`;
    const secret = (password: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'git', namespace: 'flux-system' },
      data: { username: btoa('atlas'), password: btoa(password) },
    });
    const repository = gitRepository(cluster.forge, {
      url,
      interval: '1s',
      secretRef: { name: 'git' },
    });
    cluster.apply(repository);
    const ready = (text: string) =>
      cluster.until(id(repository), object => readyOf(object).includes(text));
    await ready(
      `failed to get secret 'flux-system/git': secrets "git" not found`,
    );
    cluster.apply(secret('wrong'));
    const failed = await ready(
      `False GitOperationFailed: failed to checkout and determine revision: unable to clone '${url}': authentication required: `,
    );
    expect(
      conditionsOf(failed).map(({ type, status }) => `${type}=${status}`),
    ).toEqual(['Reconciling=True', 'Ready=False', 'FetchFailed=True']);
    cluster.apply(secret('atlas-token'));
    await ready(`couldn't find remote ref "refs/heads/main"`);
    await cluster.forge.forge.seedRepository({
      owner: 'atlas',
      name: 'private',
      directory: `${cluster.forge.scratch}/seed`,
      message: 'x'.repeat(60),
    });
    const fetched = await ready('True Succeeded');
    expect(conditionsOf(fetched).map(({ type }) => type)).toEqual([
      'Ready',
      'ArtifactInStorage',
    ]);
    expect(cluster.events('platform')).toContain(
      `Normal NewArtifact stored artifact for commit '${'x'.repeat(50)}...'`,
    );
  });

  it.each([
    ['ignore', { ignore: '*.md' }, /the sandbox does not imitate spec\.ignore/],
    [
      'semver',
      { ref: { semver: '>=1' } },
      /the sandbox does not imitate spec\.ref\.semver/,
    ],
  ])('says that it does not imitate %s', async (_, spec, message) => {
    cluster.apply(gitRepository(cluster.forge, spec));
    const stalled = await cluster.until(id(source()), object =>
      message.test(readyOf(object)),
    );
    expect(conditionsOf(stalled).map(({ type }) => type)).toEqual([
      'Stalled',
      'Ready',
      'FetchFailed',
    ]);
  });

  it('fetches a tag and a commit', async () => {
    const directory = cluster.forge.forge.repositoryPath('atlas', 'platform');
    await cluster.forge.git(directory, 'tag', '-a', 'v1', '-m', 'One', 'main');
    const sha = await cluster.forge.git(directory, 'rev-parse', 'main');
    await cluster.commit({ 'app/a.yaml': null });
    const revision = (object: ReturnType<typeof source>) =>
      asFields(statusOf(object).artifact).revision;
    cluster.apply(gitRepository(cluster.forge, { ref: { tag: 'v1' } }));
    await cluster.until(
      id(source()),
      object => revision(object) === `v1@sha1:${sha}`,
    );
    cluster.apply(gitRepository(cluster.forge, { ref: { commit: sha } }));
    const exact = await cluster.until(
      id(source()),
      object => revision(object) === `sha1:${sha}`,
    );
    expect(readyOf(exact)).toContain(sha);
  });

  it('hears of a merge at once through a Receiver', async () => {
    const app = kustomization('app', { path: './app' });
    const receiver = {
      apiVersion: 'notification.toolkit.fluxcd.io/v1',
      kind: 'Receiver',
      metadata: { name: 'forge', namespace: 'flux-system' },
      spec: {
        type: 'github',
        events: ['ping', 'push'],
        secretRef: { name: 'hook' },
        resources: [
          {
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: 'GitRepository',
            name: 'platform',
          },
        ],
      },
    };
    cluster.apply(source(), app, receiver);
    await cluster.until(id(receiver), object =>
      readyOf(object).startsWith('False TokenNotFound'),
    );
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'hook', namespace: 'flux-system' },
      data: { token: btoa('pssst') },
    });
    cluster.patch(id(receiver), {
      metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': '1' } },
    });
    const path = `/hook/${createHash('sha256')
      .update('pssstforgeflux-system')
      .digest('hex')}`;
    await cluster.until(
      id(receiver),
      object => statusOf(object).webhookPath === path,
    );

    const hook = `${cluster.flux.receiverUrl}${path}`;
    expect((await fetch(hook, { method: 'POST', body: '{}' })).status).toBe(
      400,
    );
    expect(
      (await fetch(`${hook}0`, { method: 'POST', body: '{}' })).status,
    ).toBe(404);
    await cluster.until(id(app), object => readyOf(object).startsWith('True'));
    await cluster.forge.api('POST', '/repos/atlas/platform/hooks', {
      type: 'gitea',
      active: true,
      events: ['push'],
      config: { url: hook, content_type: 'json', secret: 'pssst' },
    });
    const number = await cluster.forge.propose('feat', {
      'app/a.yaml': configMap('a', 'merged'),
    });
    const began = performance.now();
    await cluster.forge.api(
      'POST',
      `/repos/atlas/platform/pulls/${number}/merge`,
      { Do: 'merge' },
    );
    await cluster.until(
      map('a'),
      object => asFields(object.data).value === 'merged',
    );
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
