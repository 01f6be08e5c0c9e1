import { Settings } from './settings';
import { shutdownSignal } from './shutdown';
import { takeState } from './state';
import { Teardown } from './teardown';

/**
 * Runs what serves a portal, alone in its state directory, until it ends or this process is asked to end; then
 * takes down what it has added to the teardown.
 *
 * @throws CommandError when another process has the state directory
 */
export async function untilStopped(
  settings: Settings,
  serve: (
    settings: Settings,
    signal: AbortSignal,
    teardown: Teardown,
  ) => Promise<void>,
): Promise<void> {
  const signal = shutdownSignal();
  const teardown = new Teardown();
  teardown.add(takeState(settings.state, settings));
  await teardown.after(() => serve(settings, signal, teardown));
}
