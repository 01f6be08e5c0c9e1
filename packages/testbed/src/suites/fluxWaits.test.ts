import { applyObjects } from '../cluster/applyObjects';
import { conditionOf, fluxPath } from '../__testUtils__/flux/deliveryUnderTest';
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
const MACHINES = `/apis/delivery.example/v1/namespaces/${DELIVERED}`;

onFlux("Flux's waiting", 'flux-waits', (flux, cluster) => {
  it('waits for those it depends on, which may not be there', async () => {
    const delivery = await flux.deliver('depends', {
      'a.yaml': manifests(configMap('needing', '1')),
    });
    await delivery.kustomize('depends', { dependsOn: [{ name: 'none' }] });
    await flux.until(
      fluxPath('Kustomization', 'depends'),
      body => conditionOf(body, 'Ready')?.reason === 'DependencyNotReady',
    );
    flux.expectSaid(await flux.report('Kustomization', 'depends'));
  });

  it('waits until those it depends on are ready', async () => {
    const delivery = await flux.deliver('ready', {
      'first/a.yaml': manifests(machines('pumps', 'Pump')),
      'first/b.yaml': manifests(machine('Pump', 'main', 0)),
      'then/c.yaml': manifests(machine('Pump', 'other')),
    });
    const dependsOn = [{ name: 'ready-first' }];
    await delivery.kustomize('ready-first', { path: 'first' });
    await delivery.settled('ready-first', 'False');
    await delivery.kustomize('ready-then', { path: 'then', dependsOn });
    await flux.until(
      fluxPath('Kustomization', 'ready-then'),
      body => conditionOf(body, 'Ready')?.reason === 'DependencyNotReady',
    );
    expect(await flux.has(`${MACHINES}/pumps/other`)).toBe(false);
    const waiting = await flux.report('Kustomization', 'ready-then');

    await delivery.commit({
      'first/b.yaml': manifests(machine('Pump', 'main')),
    });
    await delivery.settled('ready-then');
    expect(await flux.has(`${MACHINES}/pumps/other`)).toBe(true);
    flux.expectSaid(
      await flux.report('Kustomization', 'ready-first'),
      await flux.report('Kustomization', 'ready-then'),
      waiting,
    );
  });

  it('waits until what it applied is healthy', async () => {
    const delivery = await flux.deliver('healthy', {
      'a.yaml': manifests(deployment('healthy'), configMap('healthy', '1')),
    });
    await delivery.kustomize('healthy', { wait: true });
    await delivery.settled('healthy');
    const { status } = await flux.get(
      `/apis/apps/v1/namespaces/${DELIVERED}/deployments/healthy`,
    );
    expect(status.availableReplicas).toBe(1);
    flux.expectSaid(await flux.report('Kustomization', 'healthy'));
  });

  it('gives up when that takes too long, and tries again', async () => {
    const delivery = await flux.deliver('slow', {
      'a.yaml': manifests(machines('mills', 'Mill'), machine('Mill', 'slow')),
    });
    await delivery.kustomize('slow', {
      // Flux takes nothing below 30 s.
      timeout: '1s',
      healthChecks: [
        {
          apiVersion: 'delivery.example/v1',
          kind: 'Mill',
          name: 'slow',
          namespace: DELIVERED,
        },
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'never',
          namespace: DELIVERED,
        },
      ],
    });
    await delivery.settled('slow', 'False');
    const slow = await flux.report('Kustomization', 'slow');

    await applyObjects(cluster().api, [configMap('never', '1')]);
    await delivery.reconcile('Kustomization', 'slow');
    flux.expectSaid(slow, await flux.report('Kustomization', 'slow'));
  });

  it('gives up at once when that has failed', async () => {
    const delivery = await flux.deliver('failing', {
      'a.yaml': manifests(machines('looms', 'Loom'), machine('Loom', 'torn')),
    });
    await delivery.kustomize('failing');
    await delivery.settled('failing');
    await flux.change(`${MACHINES}/looms/torn/status`, {
      status: {
        conditions: [
          {
            type: 'Stalled',
            status: 'True',
            reason: 'Torn',
            message: 'The thread is torn',
            lastTransitionTime: '2026-01-01T00:00:00Z',
          },
        ],
      },
    });
    await delivery.kustomize('failing', { wait: true });
    await delivery.settled('failing', 'False');
    flux.expectSaid(await flux.report('Kustomization', 'failing'));
  });

  it('waits on when a new commit comes, and follows that afterwards', async () => {
    const delivery = await flux.deliver('newer', {
      'a.yaml': manifests(configMap('newer', '1')),
    });
    await delivery.kustomize('newer', {
      healthChecks: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'awaited',
          namespace: DELIVERED,
        },
      ],
    });
    await flux.until(
      fluxPath('Kustomization', 'newer'),
      body => conditionOf(body, 'Healthy')?.status === 'Unknown',
    );
    await delivery.commit({ 'b.yaml': manifests(configMap('newer-too', '1')) });
    expect(await flux.has(`${MAPS}/newer-too`)).toBe(false);

    await applyObjects(cluster().api, [configMap('awaited', '1')]);
    await delivery.settled('newer');
    // The next reconciliation begins at once, from what kustomize-controller remembers of the object; when that is from
    // before the last status, the first commit's entry is overwritten.
    const { history: _, ...said } = Object(
      await flux.report('Kustomization', 'newer'),
    );
    flux.expectSaid(said);
  });
});
