import { applyMergePatch } from '.';

/** A small deterministic generator (mulberry32), so that a failure can be repeated by its seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

type Tree = { [key: string]: Tree | string | number | string[] };

function randomTree(random: () => number, depth: number): Tree {
  const keys = ['a', 'b', 'c', 'd'].filter(() => random() < 0.6);
  return Object.fromEntries(
    keys.map(key => {
      const kind = random();
      if (kind < 0.4 && depth > 0) {
        return [key, randomTree(random, depth - 1)];
      }
      if (kind < 0.6) {
        return [key, ['x', 'y'].filter(() => random() < 0.5)];
      }
      return [key, Math.floor(random() * 3)];
    }),
  );
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The merge patch that turns one tree into another (RFC 7386, section 3). */
function difference(from: Tree, to: Tree): Record<string, unknown> {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(
    keys.map(key => {
      const left = from[key];
      const right = to[key];
      if (right === undefined) {
        return [key, null];
      }
      return [
        key,
        isTree(left) && isTree(right) ? difference(left, right) : right,
      ];
    }),
  );
}

describe('applyMergePatch', () => {
  it.each(Array.from({ length: 200 }, (_, seed) => seed))(
    'reproduces the target from the difference (seed %i)',
    seed => {
      const random = generator(seed);
      const from = randomTree(random, 3);
      const to = randomTree(random, 3);
      const patch = difference(from, to);
      const patched = applyMergePatch(from, patch);
      expect(patched).toEqual(to);
      expect(applyMergePatch(patched, patch)).toEqual(to);
    },
  );
});
