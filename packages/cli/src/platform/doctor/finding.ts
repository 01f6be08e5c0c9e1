/** How bad a finding is: a problem keeps `up` from working, a warning does not. */
export type FindingState = 'ok' | 'warning' | 'problem';

/** What the doctor found out about one thing. */
export interface Finding {
  /** The thing: `memory`, `port 80`, `kind`. */
  check: string;
  state: FindingState;
  /** What is, as a sentence. */
  says: string;
  /** What to do about it, as a sentence; only where something is to be done. */
  remedy?: string;
}

/** All is well with a thing. */
export const ok = (check: string, says: string): Finding => ({
  check,
  state: 'ok',
  says,
});

/** `up` works, but something is missing or tight. */
export const warning = (
  check: string,
  says: string,
  remedy: string,
): Finding => ({ check, state: 'warning', says, remedy });

/** `up` cannot work. */
export const problem = (
  check: string,
  says: string,
  remedy: string,
): Finding => ({ check, state: 'problem', says, remedy });
