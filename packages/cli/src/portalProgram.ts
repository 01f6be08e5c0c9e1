/*
 * The portal's process. It loads the modules of the back end at once, while the cluster is still
 * starting; the environment that the configuration refers to comes from the parent when the cluster
 * is there. Then the back end starts as it always does.
 */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './root';

const backend = join(root, 'packages', 'backend');
const load = createRequire(join(backend, 'package.json'));

async function main(): Promise<void> {
  // Waited for before anything is loaded: the message may come in the meantime.
  const environment = once(process, 'message');
  // Nothing else may keep this process when all is loaded and the cluster is still on its way.
  process.channel?.ref();
  const { dependencies } = load('./package.json');
  Object.keys(dependencies)
    .filter(name => /^@(backstage|mini-atlas)\//.test(name))
    .forEach(name => load(name));
  const [values] = await environment;
  process.channel?.unref();
  Object.assign(process.env, values);
  await import(join(backend, 'src', 'index.ts'));
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
