import { applyJsonPatch, applyMergePatch, PatchError } from '.';

const map = { data: { j: '1', 'a/b': 'x', 'm~n': 'y' }, list: [1, 2, 3] };

function failure(patch: unknown): PatchError | undefined {
  try {
    applyJsonPatch(map, patch);
    return undefined;
  } catch (error) {
    if (error instanceof PatchError) {
      return error;
    }
    throw error;
  }
}

describe('applyJsonPatch', () => {
  it.each([
    [
      { op: 'add', path: '/data/k', value: '2' },
      { ...map, data: { ...map.data, k: '2' } },
    ],
    [
      { op: 'add', path: '/list/1', value: 9 },
      { ...map, list: [1, 9, 2, 3] },
    ],
    [
      { op: 'add', path: '/list/-', value: 9 },
      { ...map, list: [1, 2, 3, 9] },
    ],
    [
      { op: 'remove', path: '/data/a~1b' },
      { ...map, data: { j: '1', 'm~n': 'y' } },
    ],
    [
      { op: 'replace', path: '/data/m~0n', value: 'z' },
      { ...map, data: { ...map.data, 'm~n': 'z' } },
    ],
    [
      { op: 'replace', path: '/list/0', value: 7 },
      { ...map, list: [7, 2, 3] },
    ],
    [
      { op: 'move', from: '/list/0', path: '/list/2' },
      { ...map, list: [2, 3, 1] },
    ],
    [
      { op: 'copy', from: '/data', path: '/copy' },
      { ...map, copy: map.data },
    ],
    [
      { op: 'test', path: '/data', value: { 'm~n': 'y', 'a/b': 'x', j: '1' } },
      map,
    ],
  ])('applies %j', (operation, expected) => {
    const before = JSON.stringify(map);
    expect(applyJsonPatch(map, [operation])).toEqual(expected);
    expect(JSON.stringify(map)).toBe(before);
  });

  it.each([
    [{ op: 'test', path: '/data/j', value: '9' }],
    [{ op: 'remove', path: '/data/none' }],
    [{ op: 'replace', path: '/none/x', value: 1 }],
    [{ op: 'add', path: '/list/4', value: 1 }],
    [{ op: 'add', path: '/list/01', value: 1 }],
    [{ op: 'move', from: '/data', path: '/data/j' }],
    [{ op: 'remove', path: '/constructor' }],
    [{ op: 'drop', path: '/data' }],
    [{ op: 'add', path: 'data', value: 1 }],
    [{ op: 'replace', path: '', value: 'text' }],
  ])('refuses %j as the API server does', operation => {
    const error = failure([operation]);
    expect(error?.code).toBe(422);
    expect(error?.message).toBe(
      'the server rejected our request due to an error in our request',
    );
  });

  it('refuses what is no patch, and too many operations', () => {
    expect(failure({ op: 'add' })?.code).toBe(400);
    const many = Array.from({ length: 10_001 }, () => ({
      op: 'test',
      path: '/list/0',
      value: 1,
    }));
    expect(failure(many)?.message).toBe(
      'The allowed maximum operations in a JSON patch is 10000, got 10001',
    );
  });
});

describe('applyMergePatch', () => {
  it('merges objects, removes by null, replaces the rest', () => {
    expect(
      applyMergePatch(
        { data: { k: '1', m: '1' }, list: [1, 2], gone: true },
        {
          data: { m: '2', k: null, n: { a: null, b: 1 } },
          list: [3],
          gone: null,
        },
      ),
    ).toEqual({ data: { m: '2', n: { b: 1 } }, list: [3] });
  });

  it('refuses what is no object', () => {
    expect(() => applyMergePatch({}, [])).toThrow(PatchError);
  });
});
