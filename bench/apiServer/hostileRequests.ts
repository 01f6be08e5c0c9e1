import { sendHostileRequests } from '../../packages/sandbox/src/apiserver/__testUtils__/hostileRun';
import { Figure, single } from '../figure';
import { round } from '../statistics';

const INPUTS = 100_000;

/**
 * Sends hostile requests to the sandbox's API server: bad paths, bodies, patches, selectors, content types. The time that
 * one takes is the figure; that each is answered as it should be is what the run stands for.
 *
 * @throws Error with the smallest one that is not answered as it should be
 */
export async function hostileRequests(): Promise<Figure[]> {
  const began = performance.now();
  const { succeeded, refused } = await sendHostileRequests(INPUTS);
  return [
    single({
      name: 'sandbox: one of 100,000 hostile requests',
      unit: 'ms',
      value: round((performance.now() - began) / INPUTS),
      target: 5,
      parts: { succeeded, refused },
    }),
  ];
}
