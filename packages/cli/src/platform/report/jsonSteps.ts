import { PlatformError } from '../platformError';
import { RunSteps } from './step';

/** Writes an event as one line of JSON. */
export type WriteEvent = (event: object) => void;

/** Events on standard output, each with its time. */
export const standardEvents: WriteEvent = event =>
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`,
  );

/** Shows steps as events: `started`, `waiting`, `done` or `skipped`, `failed`. */
export function jsonSteps(write: WriteEvent): RunSteps {
  return async steps => {
    for (const { name, title, run } of steps) {
      write({ event: 'started', step: name, message: title });
      try {
        const { state, says } = await run(message =>
          write({ event: 'waiting', step: name, message }),
        );
        write({ event: state, step: name, message: says });
      } catch (error) {
        write({ event: 'failed', step: name, ...describeError(error) });
        throw error;
      }
    }
  };
}

/** An error as data. */
export function describeError(error: unknown): object {
  if (error instanceof PlatformError) {
    const { code, what, facts } = error;
    return {
      error: code,
      message: what,
      ...(facts.details ? { details: facts.details } : {}),
      next: facts.next,
    };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
