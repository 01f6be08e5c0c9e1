import { Summary } from './statistics';

/** One measured promise. */
export interface Figure {
  name: string;
  unit: 'ms' | 'requests' | 'MiB';
  /** What is held against the target. */
  value: number;
  /** The largest value that is good enough. */
  target: number;
  met: boolean;
  /** Which value of the series it is, and the others. */
  statistic?: 'p95' | 'median';
  series?: Summary;
  /** The series of each kind of sample. */
  byKind?: Record<string, Summary>;
  /** The same in proportion to something measured in the same run, which says more on another machine. */
  ratio?: { to: string; value: number };
  /** What the value is made of. */
  parts?: Record<string, number>;
}

/** Holds a single value against its target. */
export function single(
  given: Pick<Figure, 'name' | 'unit' | 'value' | 'target' | 'parts'>,
): Figure {
  return { ...given, met: given.value <= given.target };
}

/** Holds one statistic of a series of durations against its target. */
export function ofSeries(
  name: string,
  series: Summary,
  { statistic, target }: { statistic: 'p95' | 'median'; target: number },
): Figure {
  const value = statistic === 'p95' ? series.p95Ms : series.medianMs;
  return {
    name,
    unit: 'ms',
    value,
    target,
    met: value <= target,
    statistic,
    series,
  };
}

/** A line for people. */
export function lineOf({
  name,
  unit,
  value,
  target,
  met,
  ratio,
}: Figure): string {
  const proportion = ratio ? `  (${ratio.value} × ${ratio.to})` : '';
  return `${met ? '✔' : '✖'} ${name.padEnd(
    44,
  )} ${value} ${unit}, target ${target}${proportion}`;
}
