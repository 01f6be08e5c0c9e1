import { mergePatch, mergePatchBetween, sameJson } from './mergePatch';

describe('mergePatch', () => {
  it.each([
    ['replaces', { a: 1, b: 2 }, { a: 3 }, { a: 3, b: 2 }],
    ['takes out', { a: 1, b: 2 }, { a: null }, { b: 2 }],
    [
      'merges objects',
      { q: { a: 1, b: 2 } },
      { q: { b: 3 } },
      { q: { a: 1, b: 3 } },
    ],
    ['replaces lists', { l: [1, 2] }, { l: [2] }, { l: [2] }],
    [
      'makes objects without nulls',
      {},
      { q: { a: 1, b: null } },
      { q: { a: 1 } },
    ],
  ])('%s', (_what, target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('does not reach out of the object', () => {
    const patched = mergePatch({}, JSON.parse('{"__proto__": {"x": 1}}'));
    expect(Object(patched).x).toBeUndefined();
    expect(Object({}).x).toBeUndefined();
  });
});

describe('mergePatchBetween', () => {
  const before = { a: 1, l: [1], q: { cpu: '4', pods: 40 }, host: '' };

  it('is empty when nothing changed', () => {
    expect(
      mergePatchBetween(before, { ...before, q: { pods: 40, cpu: '4' } }),
    ).toEqual({});
  });

  it('names what changed and nothing else, and leads there', () => {
    const after = { a: 1, l: [1, 2], q: { cpu: '8', pods: 40 } };
    const patch = mergePatchBetween(before, after);
    expect(patch).toEqual({ l: [1, 2], q: { cpu: '8' }, host: null });
    expect(mergePatch(before, patch)).toEqual(after);
  });
});

describe('sameJson', () => {
  it('minds neither the order of fields nor those that are undefined', () => {
    expect(sameJson({ a: 1, b: undefined, c: [1] }, { c: [1], a: 1 })).toBe(
      true,
    );
    expect(sameJson([1, 2], [2, 1])).toBe(false);
  });
});
