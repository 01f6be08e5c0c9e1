import { abstractions, changes, instances } from '../../dev/fixtures';
import { chooseMine, waitingForMerge } from './mine';
import { readQuota } from './quota';

const payments = {
  owns: (ref: string | undefined) => ref === 'group:default/payments',
};
const nobody = { owns: () => false };

describe('chooseMine', () => {
  it('shows what my groups own, what needs attention first', () => {
    const mine = chooseMine(instances, abstractions, payments);
    expect(mine.isMine).toBe(true);
    expect(mine.attention.map(({ name }) => name)).toEqual(['shop', 'orders']);
    expect(
      mine.workspaces.map(({ instance, ready, total }) => [
        instance.name,
        ready,
        total,
      ]),
    ).toEqual([
      ['lab', 0, 0],
      ['payments', 2, 5],
    ]);
  });

  it('shows everybody’s to somebody who owns nothing, and says so', () => {
    const mine = chooseMine(instances, abstractions, nobody);
    expect(mine.isMine).toBe(false);
    expect(mine.workspaces).toHaveLength(3);
    expect(waitingForMerge(changes, nobody)).toMatchObject({
      isMine: false,
      items: [{ number: 14 }],
    });
  });
});

describe('readQuota', () => {
  it('says how much is used', () => {
    expect(
      readQuota({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: {},
        status: {
          hard: { pods: '40', 'requests.cpu': '2' },
          used: { pods: '10', 'requests.cpu': '1500m' },
        },
      }),
    ).toEqual([
      { label: 'Pods', used: '10', hard: '40', share: 0.25 },
      { label: 'CPU', used: '1500m', hard: '2', share: 0.75 },
    ]);
  });

  it('is empty before the cluster has counted', () => {
    expect(
      readQuota({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: {} }),
    ).toEqual([]);
  });
});
