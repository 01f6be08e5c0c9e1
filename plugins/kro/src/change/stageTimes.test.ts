import { stageTimes } from './stageTimes';

const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

it('leaves out what was before the stage that leads to it', () => {
  const times = [at(30), at(40), undefined, at(10), at(50)];
  expect(stageTimes(times.map(time => ({ at: time })))).toEqual([
    at(30),
    at(40),
    undefined,
    undefined,
    at(50),
  ]);
});

it('takes clocks that differ by seconds as they are', () => {
  expect(stageTimes([{ at: at(30) }, { at: at(28) }])).toEqual([
    at(30),
    at(28),
  ]);
});
