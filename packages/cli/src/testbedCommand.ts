import { AloneOptions, printCluster, settleAlone } from './aloneCluster';
import { CommandError } from './commandError';
import { startEmbeddedTestbed } from './embeddedTestbed';
import { aborted, shutdownSignal } from './shutdown';
import { Teardown } from './teardown';

/**
 * `mini-atlas testbed`: the testbed alone until Ctrl-C or SIGTERM.
 *
 * @throws CommandError when it does not start, or a part of it ends by itself
 */
export async function testbed(options: AloneOptions): Promise<void> {
  const signal = shutdownSignal();
  const teardown = new Teardown();
  await teardown.after(async () => {
    const settings = await settleAlone(options, 'testbed', teardown);
    const starting = startEmbeddedTestbed({ ...settings, signal });
    const running = await starting.catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (!running) return;
    teardown.add(() => running.stop());
    printCluster(running);
    const crash = await Promise.race([aborted(signal), running.crashed]);
    if (crash) throw new CommandError(crash.message);
  });
}
