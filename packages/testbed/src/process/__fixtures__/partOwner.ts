import { join } from 'node:path';
import { Parts } from '../parts';

/** Starts a part, prints its process id, and waits to be killed. */
async function main(directory: string): Promise<void> {
  const parts = new Parts();
  await parts.start('controller', {
    name: 'sleeper',
    program: '/bin/sleep',
    args: ['60'],
    cwd: directory,
    log: join(directory, 'sleeper.log'),
  });
  process.stdout.write(`${parts.list()[0].pid}\n`);
  setInterval(() => undefined, 1_000);
}

main(process.argv[2]);
