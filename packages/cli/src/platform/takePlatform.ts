import { ownerOf, takeState } from '../state';
import { PlatformError } from './platformError';

/**
 * Takes the state directory of a platform for this process. Returns the function that gives it back.
 *
 * @param command - how the user called it: `npm run up`
 * @throws PlatformError AlreadyInUse when another process has it; CommandError when it holds something else
 */
export function takePlatform(state: string, command: string): () => void {
  const owner = ownerOf(state);
  if (owner) {
    throw new PlatformError(
      'AlreadyInUse',
      `Process ${owner.pid} works with ${state} at present.`,
      {
        next: `Wait until it has ended, or end it with Ctrl-C (kill ${owner.pid}); then run the same command again. Another platform has its own: ${command} -- --state ${state}-2`,
      },
    );
  }
  return takeState(state, { fresh: false, lasting: true });
}
