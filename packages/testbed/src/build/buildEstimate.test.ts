import { inWords, remainingSeconds } from './buildEstimate';

const step = (name: string, seconds: number) => ({ name, seconds });

describe('remainingSeconds', () => {
  const left = [step('a', 100), step('b', 50)];

  it('is what the steps usually take, less what has passed', () => {
    expect(remainingSeconds([], left, 0)).toBe(150);
    expect(remainingSeconds([], left, 30)).toBe(120);
    expect(remainingSeconds([], [], 0)).toBe(0);
  });

  it('follows the pace of this machine', () => {
    const slow = [{ ...step('x', 240), took: 600 }];
    expect(remainingSeconds(slow, left, 0)).toBe(300);
    const cached = [{ ...step('x', 240), took: 60 }];
    expect(remainingSeconds(cached, left, 0)).toBe(75);
  });

  it('does not promise that a late step changes nothing', () => {
    expect(remainingSeconds([], left, 320)).toBe(100);
  });
});

it('says times in words', () => {
  expect([10, 60, 720].map(inWords)).toEqual([
    'less than a minute',
    'about a minute',
    'about 12 minutes',
  ]);
});
