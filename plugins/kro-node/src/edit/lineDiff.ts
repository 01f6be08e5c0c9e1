import { DiffLine } from '@mini-atlas/backstage-plugin-kro-common';

/** The lines of a file before and after a change, by their longest common subsequence. Manifests are short. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ change: 'same', text: old[i] });
      i += 1;
      j += 1;
    } else if (
      j >= now.length ||
      (i < old.length && common[i + 1][j] >= common[i][j + 1])
    ) {
      lines.push({ change: 'removed', text: old[i] });
      i += 1;
    } else {
      lines.push({ change: 'added', text: now[j] });
      j += 1;
    }
  }
  return lines;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** `[i][j]`: how many lines the rests of both files, from those lines on, have in common. */
function commonLengths(old: string[], now: string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(now.length + 1).fill(0),
  );
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i][j] =
        old[i] === now[j]
          ? lengths[i + 1][j + 1] + 1
          : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
