import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { eventsOf, latestWarning } from './events';

const OBJECT: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web-1', namespace: 'shop', uid: 'web-1' },
};

const event = (type: string, message: string, at: string) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `web-1.${at}`, namespace: 'shop', uid: at },
  type,
  reason: 'FailedCreate',
  message,
  lastTimestamp: at,
  involvedObject: { kind: 'ReplicaSet', name: 'web-1', uid: 'web-1' },
});

describe('events about an object', () => {
  let store: ObjectStore;

  beforeEach(() => {
    store = new ObjectStore();
    [
      event('Warning', 'exceeded quota', '2026-01-01T00:00:01Z'),
      event(
        'Warning',
        '(combined from similar events): exceeded quota: pods=2',
        '2026-01-01T00:00:03Z',
      ),
      event('Normal', 'Created pod', '2026-01-01T00:00:05Z'),
    ].forEach(object => store.set(object, object));
  });

  it('come newest first, as they are', () => {
    expect(
      eventsOf(store, [{ object: OBJECT }]).map(({ message }) => message),
    ).toEqual([
      'Created pod',
      '(combined from similar events): exceeded quota: pods=2',
      'exceeded quota',
    ]);
  });

  it('give the newest warning as the reason, without what client-go puts before it', () => {
    expect(latestWarning(store, OBJECT)).toMatchObject({
      message: 'exceeded quota: pods=2',
      reason: 'FailedCreate',
    });
  });
});
