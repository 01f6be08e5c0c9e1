import { Timing } from './controller';

/** Short, but in the order and proportion of the real ones. */
export const REALISTIC_TIMING: Timing = {
  imagePull: 300,
  containerStart: 300,
  databaseBootstrap: 800,
  operator: 200,
};

/** The usual times, made longer or shorter in proportion; 0 makes everything immediate. */
export function timingBy(factor: number): Timing {
  const { imagePull, containerStart, databaseBootstrap, operator } =
    REALISTIC_TIMING;
  return {
    imagePull: imagePull * factor,
    containerStart: containerStart * factor,
    databaseBootstrap: databaseBootstrap * factor,
    operator: operator * factor,
  };
}

/** Nothing waits: for tests that look at results only. */
export const IMMEDIATE_TIMING: Timing = timingBy(0);
