import { IMMEDIATE_TIMING, REALISTIC_TIMING, timingBy } from './timing';

it('keeps the proportions of the usual times', () => {
  expect(timingBy(1)).toEqual(REALISTIC_TIMING);
  expect(timingBy(3)).toMatchObject({
    imagePull: 900,
    databaseBootstrap: 2400,
  });
  expect(Object.values(IMMEDIATE_TIMING)).toEqual([0, 0, 0, 0]);
});
