import { sendHostileRequests } from '../__testUtils__/hostileRun';

const INPUTS = Number(process.env.HOSTILE_REQUESTS ?? 2_000);

describe('hostile requests', () => {
  it(
    'are answered, never with a fault of the server, and refused ones change nothing',
    async () => {
      const { succeeded, refused } = await sendHostileRequests(INPUTS);

      // What is always refused, or never, says nothing about the other half.
      expect(succeeded).toBeGreaterThan(INPUTS / 100);
      expect(refused).toBeGreaterThan(INPUTS / 100);
    },
    20_000 + INPUTS * 20,
  );
});
