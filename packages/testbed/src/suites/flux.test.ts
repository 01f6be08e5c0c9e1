import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyObjects } from '../cluster/applyObjects';
import { runCommand } from '../process/runCommand';
import { Body } from '../__testUtils__/clusterUnderTest';
import {
  conditionOf,
  DELIVERIES,
  fluxPath,
} from '../__testUtils__/flux/deliveryUnderTest';
import {
  configMap,
  DELIVERED,
  deployment,
  machine,
  machines,
  manifests,
} from '../__testUtils__/flux/manifests';
import { onFlux } from '../__testUtils__/flux/onFlux';

const MAPS = `/api/v1/namespaces/${DELIVERED}/configmaps`;
const isAbsent = (_: Body, status: number) => status === 404;
const holds = (value: string) => (body: Body) => body.data?.value === value;

onFlux('Flux', 'flux', (flux, cluster) => {
  describe('a GitRepository', () => {
    it('offers a commit as an artifact', async () => {
      const delivery = await flux.deliver('fetched', {
        'app/one.yaml': manifests(configMap('one', '1')),
        'docs/picture.png': 'no picture',
        '.gitignore': 'nothing\n',
      });
      const { artifact } = (
        await flux.get(fluxPath('GitRepository', 'fetched'))
      ).status;
      const archive = await fetch(artifact.url);
      const bytes = Buffer.from(await archive.arrayBuffer());
      expect(archive.status).toBe(200);
      expect(artifact.size).toBe(bytes.length);
      expect(artifact.digest).toBe(
        `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
      );
      expect(await filesIn(bytes)).toEqual(['README.md', 'app/one.yaml']);

      await delivery.reconcile('GitRepository', 'fetched');
      await delivery.commit({
        'app/one.yaml': manifests(configMap('one', '2')),
      });
      flux.expectSaid(await flux.report('GitRepository', 'fetched'));
    });

    it('says that there is no such branch, and keeps what it has', async () => {
      const delivery = await flux.deliver('branch', { 'a.yaml': '' });
      const path = fluxPath('GitRepository', 'branch');
      const before = (await flux.get(path)).status.artifact;
      await delivery.patch('GitRepository', 'branch', {
        spec: { ref: { branch: 'none' } },
      });
      const failed = await flux.until(
        path,
        body => conditionOf(body, 'Ready')?.status === 'False',
      );
      expect(failed.status.artifact).toEqual(before);
      flux.expectSaid(await flux.report('GitRepository', 'branch'));

      await delivery.patch('GitRepository', 'branch', {
        spec: { ref: { branch: 'branch' } },
      });
      const mended = await flux.until(
        path,
        body => conditionOf(body, 'Ready')?.status === 'True',
      );
      expect(mended.status.artifact).toEqual(before);
      expect(conditionOf(mended, 'FetchFailed')).toBeUndefined();
    });

    it.each([
      ['repository', { url: () => `${flux.repository().address()}-none` }],
      ['secret', { secretRef: { name: 'none' } }],
      ['tag', { ref: { tag: 'v9' } }],
    ])(
      'says that there is no such %s',
      async (what, { url, ...spec }: Body) => {
        const name = `no-${what}`;
        await applyObjects(cluster().api, [
          {
            apiVersion: 'source.toolkit.fluxcd.io/v1',
            kind: 'GitRepository',
            metadata: { name, namespace: DELIVERIES },
            spec: {
              url: url?.() ?? flux.repository().address(),
              interval: '1h',
              ...spec,
            },
          },
        ]);
        await flux.until(
          fluxPath('GitRepository', name),
          body => conditionOf(body, 'FetchFailed')?.status === 'True',
        );
        flux.expectSaid(await flux.report('GitRepository', name));
      },
    );

    it('does not look while it is suspended', async () => {
      const delivery = await flux.deliver('still', { 'a.yaml': '' });
      const path = fluxPath('GitRepository', 'still');
      const { artifact } = (await flux.get(path)).status;
      await delivery.patch('GitRepository', 'still', {
        spec: { suspend: true },
      });
      const revision = await delivery.push({ 'b.yaml': '' });
      await delivery.patch('GitRepository', 'still', {
        metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' } },
      });
      const still = await flux.until(
        path,
        ({ status }) => status.lastHandledReconcileAt === 'now',
      );
      expect(still.status.artifact).toEqual(artifact);
      flux.expectSaid(await flux.report('GitRepository', 'still'));

      await delivery.patch('GitRepository', 'still', {
        spec: { suspend: false },
      });
      await flux.until(
        path,
        ({ status }) => status.artifact.revision === revision,
      );
    });
  });

  describe('a Kustomization', () => {
    it('applies what others need first', async () => {
      const delivery = await flux.deliver('order', {
        'a.yaml': manifests(
          deployment('app'),
          machine('Engine', 'v8'),
          configMap('settings', 'x'),
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'inside', namespace: 'made-too' },
          },
        ),
        'b/c.yaml': manifests(
          {
            apiVersion: 'v1',
            kind: 'Namespace',
            metadata: { name: 'made-too' },
          },
          machines('engines', 'Engine'),
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'ClusterRole',
            metadata: { name: 'made:too' },
            rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
          },
        ),
      });
      await delivery.kustomize('order');
      await delivery.settled('order');
      expect(await flux.get(`${MAPS}/settings`)).toMatchObject({
        metadata: {
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'order',
            'kustomize.toolkit.fluxcd.io/namespace': DELIVERIES,
          },
          managedFields: [
            { manager: 'kustomize-controller', operation: 'Apply' },
          ],
        },
      });
      flux.expectSaid(await flux.report('Kustomization', 'order'));
    });

    it('removes what is no longer in Git, but for what says that it stays', async () => {
      const kept = {
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      };
      const delivery = await flux.deliver('prune', {
        'a.yaml': manifests(configMap('pruned-1', '1')),
        'b.yaml': manifests(
          configMap('pruned-2', '1'),
          configMap('kept', '1', { metadata: kept }),
          machines('drills', 'Drill'),
          machine('Drill', 'pruned'),
        ),
      });
      await delivery.kustomize('prune');
      await delivery.settled('prune');
      await delivery.commit({ 'b.yaml': null });
      await delivery.settled('prune');
      await flux.until(`${MAPS}/pruned-2`, isAbsent);
      expect(await flux.has(`${MAPS}/kept`)).toBe(true);
      flux.expectSaid(await flux.report('Kustomization', 'prune'));
    });

    it('leaves what is no longer in Git where it may not prune', async () => {
      const delivery = await flux.deliver('leave', {
        'a.yaml': manifests(configMap('left-1', '1')),
        'b.yaml': manifests(configMap('left-2', '1')),
      });
      await delivery.kustomize('leave', { prune: false });
      await delivery.settled('leave');
      await delivery.commit({ 'b.yaml': null });
      await delivery.settled('leave');
      flux.expectSaid(await flux.report('Kustomization', 'leave'));
      expect(await flux.has(`${MAPS}/left-2`)).toBe(true);

      await flux.remove(fluxPath('Kustomization', 'leave'));
      await flux.until(fluxPath('Kustomization', 'leave'), isAbsent);
      expect(await flux.has(`${MAPS}/left-1`)).toBe(true);
    });

    it('takes what it applied with it', async () => {
      const delivery = await flux.deliver('gone', {
        'a.yaml': manifests(configMap('gone', '1')),
      });
      await delivery.kustomize('gone');
      await delivery.settled('gone');
      await flux.remove(fluxPath('Kustomization', 'gone'));
      await flux.until(fluxPath('Kustomization', 'gone'), isAbsent);
      await flux.until(`${MAPS}/gone`, isAbsent);
    });

    it('puts right what was changed and what was removed', async () => {
      const delivery = await flux.deliver('drift', {
        'a.yaml': manifests(
          configMap('changed', '1'),
          configMap('gone-1', '1'),
        ),
      });
      await delivery.kustomize('drift');
      await delivery.settled('drift');
      await flux.change(`${MAPS}/changed`, {
        data: { value: '2', more: 'mine' },
      });
      await flux.remove(`${MAPS}/gone-1`);
      await delivery.reconcile('Kustomization', 'drift');
      expect((await flux.get(`${MAPS}/changed`)).data).toEqual({
        value: '1',
        more: 'mine',
      });
      expect(holds('1')(await flux.get(`${MAPS}/gone-1`))).toBe(true);
      flux.expectSaid(await flux.report('Kustomization', 'drift'));
    });

    it.each([
      ['takes away', 'kustomize-controller', { value: '1' }],
      ['leaves', 'somebody', { value: '1', more: 'mine' }],
    ])(
      '%s what was applied before as %s and is not in Git',
      async (_, manager, data) => {
        const name = `taken-from-${manager}`;
        const before = configMap(name, '1');
        const { status } = await cluster().api.call(
          'PATCH',
          `${MAPS}/${name}?fieldManager=${manager}`,
          {
            type: 'application/apply-patch+yaml',
            text: JSON.stringify({
              ...before,
              data: { ...before.data, more: 'mine' },
            }),
          },
        );
        expect(status).toBe(201);
        const delivery = await flux.deliver(name, {
          'a.yaml': manifests(before),
        });
        await delivery.kustomize(name);
        await delivery.settled(name);
        expect((await flux.get(`${MAPS}/${name}`)).data).toEqual(data);
      },
    );

    it('does nothing while it is suspended', async () => {
      const delivery = await flux.deliver('suspended', {
        'a/b.yaml': manifests(configMap('suspended', '1')),
      });
      await delivery.kustomize('suspended', { path: 'a' });
      await delivery.settled('suspended');
      await delivery.patch('Kustomization', 'suspended', {
        spec: { suspend: true },
      });
      const path = fluxPath('Kustomization', 'suspended');
      const before = await flux.until(
        path,
        ({ status }) => status.observedGeneration === 2,
      );
      await delivery.commit({
        'a/b.yaml': manifests(configMap('suspended', '2')),
        'b/c.yaml': manifests(configMap('awake', '1')),
      });
      await delivery.kustomize('awake', { path: 'b' });
      await delivery.settled('awake');
      expect((await flux.get(path)).status).toEqual(before.status);
      expect(holds('1')(await flux.get(`${MAPS}/suspended`))).toBe(true);

      await delivery.patch('Kustomization', 'suspended', {
        spec: { suspend: false },
      });
      await delivery.settled('suspended');
      expect(holds('2')(await flux.get(`${MAPS}/suspended`))).toBe(true);
    });

    it('goes back when a commit is reverted', async () => {
      const delivery = await flux.deliver('reverted', {
        'a.yaml': manifests(configMap('reverted', '1')),
      });
      await delivery.kustomize('reverted');
      await delivery.settled('reverted');
      await delivery.commit({
        'a.yaml': manifests(configMap('reverted', '2')),
        'b.yaml': manifests(configMap('added', '1')),
      });
      await delivery.settled('reverted');
      expect(holds('2')(await flux.get(`${MAPS}/reverted`))).toBe(true);
      await delivery.revert();
      await delivery.settled('reverted');
      expect(holds('1')(await flux.get(`${MAPS}/reverted`))).toBe(true);
      await flux.until(`${MAPS}/added`, isAbsent);
      flux.expectSaid(await flux.report('Kustomization', 'reverted'));
    });
  });

  async function filesIn(archive: Buffer): Promise<string[]> {
    const file = join(flux.repository().scratch, 'artifact.tar.gz');
    await writeFile(file, archive);
    // With types and names; directories may be in it or not.
    const list = await runCommand({
      program: 'tar',
      args: ['-tvzf', file],
      cwd: flux.repository().scratch,
    });
    return list
      .split('\n')
      .filter(line => line.startsWith('-'))
      .map(line => line.split(' ').pop() ?? '')
      .sort();
  }
});
