import {
  BuildStep,
  DoneStep,
  inWords,
  remainingSeconds,
} from './buildEstimate';

const EVERY_MS = 15_000;

/** Tells how far a build is. */
export interface BuildProgress {
  note(step: BuildStep, state: 'begun' | 'built'): void;
  stop(): void;
}

/** Tells at each step, and every few seconds in between, what is being built and how long it all still takes. */
export function startProgress(
  steps: readonly BuildStep[],
  onProgress: (line: string) => void,
): BuildProgress {
  const done: DoneStep[] = [];
  let began = Date.now();
  const elapsed = () => (Date.now() - began) / 1000;
  const tell = () => {
    const left = steps.slice(done.length);
    if (left.length === 0) return;
    onProgress(
      `Building ${left[0].name} (${done.length + 1} of ${
        steps.length
      }), ${inWords(remainingSeconds(done, left, elapsed()))} left`,
    );
  };
  const timer = setInterval(tell, EVERY_MS);
  return {
    note({ name, seconds }, state) {
      if (state === 'built') {
        done.push({ name, seconds, took: elapsed() });
        return;
      }
      began = Date.now();
      tell();
    },
    stop: () => clearInterval(timer),
  };
}
