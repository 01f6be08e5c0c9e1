import { KubernetesObject } from '@mini-atlas/kro';
import { live } from '../__testUtils__/live';
import { kstatus } from './kstatus';

function object(
  kind: string,
  apiVersion: string,
  parts: Partial<KubernetesObject>,
): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'x' }, ...parts };
}

describe('kstatus', () => {
  it('calls a real available Deployment ready', () => {
    expect(kstatus(live('deployments.yaml')).state).toBe('ready');
  });

  it('counts the replicas of a Deployment', () => {
    const deployment = object('Deployment', 'apps/v1', {
      spec: { replicas: 3 },
      status: { updatedReplicas: 3, availableReplicas: 1 },
    });
    expect(kstatus(deployment)).toMatchObject({
      state: 'progressing',
      sentence: '1 of 3 replicas are available',
    });
  });

  it('fails a Deployment that cannot create pods', () => {
    const deployment = object('Deployment', 'apps/v1', {
      status: {
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message: 'exceeded quota: workspace',
          },
        ],
      },
    });
    expect(kstatus(deployment)).toMatchObject({
      state: 'failed',
      sentence: 'Exceeded quota: workspace',
      reason: 'FailedCreate',
    });
  });

  it('does not trust a status of an older generation', () => {
    const stale = object('Thing', 'example.org/v1', {
      metadata: { name: 'x', generation: 2 },
      status: {
        observedGeneration: 1,
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    });
    expect(kstatus(stale).state).toBe('progressing');
  });

  it.each([
    ['Stalled', 'True', 'failed'],
    ['Reconciling', 'True', 'progressing'],
    ['Ready', 'False', 'progressing'],
    ['Ready', 'True', 'ready'],
  ])('reads the condition %s=%s as %s', (type, status, state) => {
    const thing = object('Thing', 'example.org/v1', {
      status: { conditions: [{ type, status, message: 'because' }] },
    });
    expect(kstatus(thing).state).toBe(state);
  });

  it('tells that an object is being removed, and what holds it', () => {
    const going = object('Thing', 'example.org/v1', {
      metadata: {
        name: 'x',
        deletionTimestamp: '2026-11-22T19:00:00Z',
        finalizers: ['example.org/cleanup'],
      },
    });
    expect(kstatus(going)).toMatchObject({
      state: 'deleting',
      sentence: 'Is being removed; waits for example.org/cleanup',
    });
  });

  it('takes an object without status as ready', () => {
    expect(kstatus(object('ConfigMap', 'v1', {})).state).toBe('ready');
  });
});
