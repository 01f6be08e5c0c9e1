import { levels } from './levels';

const node = (id: string, ...dependencies: string[]) => ({
  id,
  dependencies,
  type: 'Resource' as const,
  apiVersion: 'v1',
  kind: 'ConfigMap',
  outcome: 'create' as const,
  objects: [],
});

describe('levels', () => {
  it('groups nodes by what needs what', () => {
    expect(
      levels([node('a'), node('d'), node('b', 'a'), node('c', 'a', 'b')]).map(
        group => group.map(({ id }) => id),
      ),
    ).toEqual([['a', 'd'], ['b'], ['c']]);
  });

  it('has no groups without nodes', () => {
    expect(levels([])).toEqual([]);
  });
});
