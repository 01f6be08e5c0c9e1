import { InstanceEvent } from '@mini-atlas/backstage-plugin-kro-common';
import { groupEvents } from './groupEvents';

function event(part: Partial<InstanceEvent>): InstanceEvent {
  return {
    at: '2026-01-01T10:00:00Z',
    type: 'Warning',
    reason: 'Failed',
    message: 'cannot be pulled',
    count: 1,
    subject: 'Pod a',
    ...part,
  };
}

describe('groupEvents', () => {
  it('says once what several pods say alike, with the newest time and all of the count', () => {
    expect(
      groupEvents([
        event({ count: 2 }),
        event({ subject: 'Pod b', at: '2026-01-01T10:00:05Z', count: 3 }),
        event({ subject: 'Pod b', at: '2026-01-01T09:00:00Z' }),
      ]),
    ).toMatchObject([
      {
        at: '2026-01-01T10:00:05Z',
        count: 6,
        subjects: [{ subject: 'Pod b' }, { subject: 'Pod a' }],
      },
    ]);
  });

  it('keeps apart what differs in type, reason or message, newest first', () => {
    expect(
      groupEvents([
        event({}),
        event({ type: 'Normal', at: '2026-01-01T10:00:03Z' }),
        event({ reason: 'BackOff', at: '2026-01-01T10:00:02Z' }),
        event({ message: 'other', at: '2026-01-01T10:00:01Z' }),
      ]).map(({ type, reason, message }) => [type, reason, message]),
    ).toEqual([
      ['Normal', 'Failed', 'cannot be pulled'],
      ['Warning', 'BackOff', 'cannot be pulled'],
      ['Warning', 'Failed', 'other'],
      ['Warning', 'Failed', 'cannot be pulled'],
    ]);
  });
});
