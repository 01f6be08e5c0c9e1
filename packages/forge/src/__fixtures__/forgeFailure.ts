import { ForgeError } from '../forgeError';

/** The `ForgeError` that something fails with; throws when it does not. */
export async function forgeFailure(
  promise: Promise<unknown>,
): Promise<ForgeError> {
  const error = await promise.then(
    () => undefined,
    reason => reason,
  );
  if (error instanceof ForgeError) return error;
  throw new Error(`no ForgeError but ${error}`);
}
