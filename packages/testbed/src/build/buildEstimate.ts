/** One step of a build. */
export interface BuildStep {
  name: string;
  /** How long it usually takes, in seconds. */
  seconds: number;
}

/** A step that has been done, and how long it took, in seconds. */
export interface DoneStep extends BuildStep {
  took: number;
}

/** How much of the usual pace counts at the beginning, in seconds: what is in a cache says little about the rest. */
const PRIOR = 120;

/**
 * Estimates how long a build still takes, in seconds: what the steps to come usually take, at this machine's
 * pace so far.
 *
 * @param elapsed - how long the first of `left` has been running, in seconds
 */
export function remainingSeconds(
  done: DoneStep[],
  left: BuildStep[],
  elapsed: number,
): number {
  const [current, ...rest] = left;
  if (!current) return 0;
  const pace = paceOf(done);
  const soFar = current.seconds * pace;
  if (elapsed <= soFar) return soFar - elapsed + sumOf(rest) * pace;
  // A step that is late is about to be done, as far as anybody knows; the others will be late, too.
  return sumOf(rest) * paceOf([...done, { ...current, took: elapsed }]);
}

function paceOf(done: DoneStep[]): number {
  const took = done.reduce((total, step) => total + step.took, 0);
  return (took + PRIOR) / (sumOf(done) + PRIOR);
}

function sumOf(steps: BuildStep[]): number {
  return steps.reduce((total, { seconds }) => total + seconds, 0);
}

/** Says a time as people do: `less than a minute`, `about 12 minutes`. */
export function inWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
}
