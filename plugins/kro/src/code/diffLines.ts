/** One line of a unified diff. */
export interface DiffLine {
  change: 'file' | 'hunk' | 'added' | 'removed' | 'same';
  text: string;
  /** Line number before; absent for added lines and headers. */
  before?: number;
  /** Line number after; absent for removed lines and headers. */
  after?: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** Reads a unified diff line by line; lines that are none of diff's own are kept as they stand. */
export function diffLines(diff: string): DiffLine[] {
  let before = 0;
  let after = 0;
  let inHunk = false;
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line): DiffLine => {
      const hunk = HUNK.exec(line);
      if (hunk) {
        before = Number(hunk[1]);
        after = Number(hunk[2]);
        inHunk = true;
        return { change: 'hunk', text: line };
      }
      if (line.startsWith('diff ')) {
        inHunk = false;
      }
      if (!inHunk || line.startsWith('\\')) {
        return { change: 'file', text: line };
      }
      if (line.startsWith('+')) {
        return { change: 'added', text: line.slice(1), after: after++ };
      }
      if (line.startsWith('-')) {
        return { change: 'removed', text: line.slice(1), before: before++ };
      }
      return {
        change: 'same',
        text: line.slice(1),
        before: before++,
        after: after++,
      };
    });
}
