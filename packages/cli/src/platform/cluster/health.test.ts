import { ClusterObject } from './clusterObject';
import { healthOf } from './health';

const object = (
  kind: string,
  fields: { metadata?: object; spec?: object; status?: object },
): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind,
  spec: fields.spec,
  metadata: { name: 'one', generation: 2, ...fields.metadata },
  status: { observedGeneration: 2, ...fields.status },
});

const condition = (
  type: string,
  status: string,
  message = '',
  reason = '',
) => ({
  conditions: [{ type, status, message, reason }],
});

describe('the health of an object', () => {
  it.each([
    [{ updatedReplicas: 2, availableReplicas: 2 }, true, undefined],
    [
      { updatedReplicas: 2, availableReplicas: 1 },
      false,
      '1 of 2 pods are ready',
    ],
    [{ observedGeneration: undefined }, false, '0 of 2 pods are ready'],
    [
      condition(
        'Progressing',
        'False',
        'timed out',
        'ProgressDeadlineExceeded',
      ),
      false,
      'timed out',
    ],
  ])('of a Deployment: %j', (status, ready, message) => {
    const health = healthOf(
      object('Deployment', { spec: { replicas: 2 }, status }),
    );
    expect(health.ready).toBe(ready);
    expect(health.message).toBe(message);
  });

  it('of programs counts their pods', () => {
    const pods = { updatedReplicas: 1, readyReplicas: 1 };
    expect(healthOf(object('StatefulSet', { status: pods })).ready).toBe(true);
    const daemons = (numberReady: number) =>
      healthOf(
        object('DaemonSet', {
          status: {
            desiredNumberScheduled: 3,
            updatedNumberScheduled: 3,
            numberReady,
          },
        }),
      );
    expect(daemons(3).ready).toBe(true);
    expect(daemons(1)).toEqual({
      ready: false,
      message: '1 of 3 pods are ready',
    });
  });

  it('of anything else is what its conditions say', () => {
    const release = (status: object) =>
      healthOf(object('HelmRelease', { status }));
    expect(release(condition('Ready', 'True', 'installed')).ready).toBe(true);
    expect(
      release(condition('Ready', 'False', 'no such chart', 'InstallFailed')),
    ).toEqual({
      ready: false,
      message: 'no such chart',
      reason: 'InstallFailed',
    });
    expect(release(condition('Stalled', 'True', 'given up'))).toMatchObject({
      ready: false,
      message: 'given up',
    });
    expect(healthOf(object('ConfigMap', {})).ready).toBe(true);
    expect(healthOf(object('CustomResourceDefinition', {})).ready).toBe(false);
    expect(
      healthOf(object('Gateway', { status: condition('Programmed', 'True') }))
        .ready,
    ).toBe(true);
  });

  it('is not taken from what was said before it changed, but what was wrong counts', () => {
    const changed = (status: object) =>
      healthOf(
        object('Kustomization', {
          status: { observedGeneration: 1, ...status },
        }),
      );
    expect(changed(condition('Ready', 'True'))).toEqual({
      ready: false,
      message: 'has not been looked at since it changed',
    });
    expect(changed(condition('Ready', 'False', 'broken')).message).toBe(
      'broken',
    );
    const gateway = object('Gateway', {
      status: {
        conditions: [
          { type: 'Programmed', status: 'True', observedGeneration: 1 },
        ],
      },
    });
    expect(healthOf(gateway).ready).toBe(false);
  });

  it('of what goes is not ready', () => {
    const going = object('ConfigMap', {
      metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
    });
    expect(healthOf(going).message).toBe('is being deleted');
  });
});
