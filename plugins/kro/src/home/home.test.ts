import { abstractions, changes, instances } from '../../dev/fixtures';
import { chooseMine, waitingForMerge } from './mine';
import { readQuantity, readQuota } from './quota';

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
  it.each([
    ['1500m', 1.5],
    ['2', 2],
    ['8Gi', 8 * 2 ** 30],
    ['500M', 5e8],
    ['lots', Number.NaN],
  ])('reads the quantity %s', (text, value) => {
    expect(readQuantity(text)).toBe(value);
  });

  it('says how much is used', () => {
    expect(
      readQuota({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: {},
        status: { hard: { pods: '40' }, used: { pods: '10' } },
      }),
    ).toEqual([{ label: 'Pods', used: '10', hard: '40', share: 0.25 }]);
  });

  it('is empty before the cluster has counted', () => {
    expect(
      readQuota({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: {} }),
    ).toEqual([]);
  });
});
