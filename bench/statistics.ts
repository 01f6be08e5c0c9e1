/** A series of durations in milliseconds, summed up. */
export interface Summary {
  samples: number;
  medianMs: number;
  p95Ms: number;
  maxMs: number;
}

/** @throws RangeError for an empty series */
export function summarize(durations: number[]): Summary {
  if (durations.length === 0)
    throw new RangeError('a series needs at least one duration');
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) =>
    round(
      sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)],
    );
  return {
    samples: sorted.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    maxMs: at(1),
  };
}

/** To a tenth of a millisecond. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
