import { Timing } from './controller';

/** Short, but in the order and proportion of the real ones. */
export const REALISTIC_TIMING: Timing = {
  imagePull: 300,
  containerStart: 300,
  databaseBootstrap: 800,
  operator: 200,
};

/** Nothing waits: for tests that look at results only. */
export const IMMEDIATE_TIMING: Timing = {
  imagePull: 0,
  containerStart: 0,
  databaseBootstrap: 0,
  operator: 0,
};
