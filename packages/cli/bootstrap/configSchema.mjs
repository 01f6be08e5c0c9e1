import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { manifestsOf, rooms } from './rooms.mjs';
import { BootstrapError } from './step.mjs';

/**
 * Compiles the configuration schemas of all packages into one file, unless it is there and they are
 * unchanged. The portal starts some seconds earlier with it.
 *
 * @throws BootstrapError when a schema cannot be compiled
 */
export async function ensureConfigSchema(root, node, run) {
  const value = fingerprint(root, [
    'yarn.lock',
    ...manifestsOf(root),
    ...rooms(root).map(room => join(room, 'config.d.ts')),
    'packages/cli/bootstrap/compile-config-schema.cjs',
  ]);
  const file = join(root, '.tools', 'config-schema.json');
  const stamp = `${file}.stamp`;
  if (existsSync(file) && isStamped(stamp, value)) return;
  const { code } = await run({
    title: 'Compiling the configuration schema',
    command: node,
    args: [
      join(root, 'packages/cli/bootstrap/compile-config-schema.cjs'),
      file,
    ],
    cwd: root,
    timeoutHint: '5 s',
  });
  if (code !== 0) {
    throw new BootstrapError(
      'The configuration schemas could not be compiled.',
      'The output above names the package. If node_modules is damaged: rm -rf node_modules, then run the same command again.',
    );
  }
  writeStamp(stamp, value);
}
