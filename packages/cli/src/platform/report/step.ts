/** How a step ended, with a sentence that says what is now. */
export interface StepOutcome {
  state: 'done' | 'skipped';
  says: string;
}

/** A step of a command. It may be run again: what is there already is found, not made twice. */
export interface Step {
  /** For programs: `cluster`. */
  name: string;
  /** For people, as what is being done: `Create the Kind cluster mini-atlas`. */
  title: string;
  /** @param says - told what is waited for, as half a sentence. @throws PlatformError */
  run(says: (text: string) => void): Promise<StepOutcome>;
}

/** It has been done, or was there already. */
export const done = (says: string): StepOutcome => ({ state: 'done', says });

/** There was nothing to do. */
export const skipped = (says: string): StepOutcome => ({
  state: 'skipped',
  says,
});

/** Runs steps one after the other, and shows how they go. @throws what the first step throws that fails */
export type RunSteps = (steps: Step[]) => Promise<void>;
