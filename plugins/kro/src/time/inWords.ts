const STEPS: [unit: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/**
 * A duration in words, largest unit only: `12 s`, `3 min`, `5 h`, `12 d`.
 *
 * @param milliseconds - negative durations (clocks that differ) count as zero
 */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [unit, size] = STEPS.find(([, s]) => seconds >= s) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** How long ago a moment is: `3 min ago`, `just now` below five seconds. */
export function agoInWords(milliseconds: number): string {
  return milliseconds < 5_000
    ? 'just now'
    : `${durationInWords(milliseconds)} ago`;
}
