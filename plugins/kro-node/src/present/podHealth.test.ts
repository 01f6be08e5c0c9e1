import { KubernetesObject } from '@mini-atlas/kro';
import { live } from '../__testUtils__/live';
import { podHealth } from './podHealth';

function pod(status: object): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop-1', namespace: 'team-a' },
    status,
  };
}

function waiting(reason: string, more: object = {}) {
  return pod({
    phase: 'Pending',
    containerStatuses: [
      {
        name: 'app',
        image: 'nginx:brokn',
        state: { waiting: { reason, message: 'secret "db" not found' } },
        ...more,
      },
    ],
  });
}

describe('podHealth', () => {
  it('calls a running pod of a real cluster ready', () => {
    expect(podHealth(live('pods.yaml')).state).toBe('ready');
  });

  it.each(['ErrImagePull', 'ImagePullBackOff'])(
    'names the image on %s',
    reason => {
      expect(podHealth(waiting(reason))).toMatchObject({
        state: 'failed',
        sentence: 'Image `nginx:brokn` cannot be pulled',
        reason,
      });
    },
  );

  it('tells a crash with its exit code', () => {
    expect(
      podHealth(
        waiting('CrashLoopBackOff', {
          lastState: { terminated: { exitCode: 3 } },
        }),
      ).sentence,
    ).toBe('Container `app` keeps crashing (exit code 3)');
  });

  it('tells that memory ran out', () => {
    expect(
      podHealth(
        waiting('CrashLoopBackOff', {
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        }),
      ).sentence,
    ).toBe('Container `app` ran out of memory');
  });

  it('tells what configuration is missing', () => {
    expect(podHealth(waiting('CreateContainerConfigError')).sentence).toBe(
      'Container `app` cannot be started: secret "db" not found',
    );
  });

  it('tells why no node takes it', () => {
    expect(
      podHealth(
        pod({
          conditions: [
            {
              type: 'PodScheduled',
              status: 'False',
              reason: 'Unschedulable',
              message: '0/1 nodes are available: insufficient memory.',
            },
          ],
        }),
      ),
    ).toMatchObject({
      state: 'failed',
      sentence:
        'No node can run it: 0/1 nodes are available: insufficient memory',
    });
  });

  it('waits for the readiness probe of a running container', () => {
    expect(
      podHealth(
        pod({ containerStatuses: [{ name: 'app', state: { running: {} } }] }),
      ).state,
    ).toBe('progressing');
  });
});
