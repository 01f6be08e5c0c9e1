import type { Testbed, TestbedOptions } from '@mini-atlas/testbed';
import { CommandError } from './commandError';
import { loadTestbed } from './loadTestbed';

/**
 * Starts the testbed, whose programs end with this process; tells what is being built.
 *
 * @throws CommandError saying why it could not start and what to do
 */
export async function startEmbeddedTestbed(
  options: TestbedOptions,
): Promise<Testbed> {
  const { startTestbed, TestbedError } = loadTestbed();
  try {
    return await startTestbed({
      onProgress: line => process.stdout.write(`  ${line}\n`),
      ...options,
    });
  } catch (error) {
    if (!(error instanceof TestbedError)) throw error;
    throw new CommandError(
      `The testbed could not be started: ${error.message}`,
    );
  }
}
