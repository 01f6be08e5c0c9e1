import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { BootstrapError } from './step.mjs';

/** What the front end is built from: everything that is not a back end's own. */
function sources(root) {
  const plugins = readdirSync(join(root, 'plugins'))
    .filter(name => statSync(join(root, 'plugins', name)).isDirectory())
    .filter(name => !/backend|-node$/.test(name))
    .map(name => join('plugins', name));
  return [
    'packages/app/package.json',
    'packages/app/src',
    'packages/app/public',
    'packages/kro/src',
    'yarn.lock',
    'app-config.yaml',
    ...plugins,
  ];
}

/**
 * Builds the front end, unless what it is built from is unchanged.
 *
 * @throws BootstrapError when the build fails
 */
export async function ensureFrontEnd(root, node, run) {
  const value = fingerprint(root, sources(root));
  const stamp = join(root, 'packages', 'app', 'dist', '.mini-atlas-built');
  if (isStamped(stamp, value)) return;
  const { code } = await run({
    title: 'Building the portal',
    command: node,
    args: [
      join(root, 'node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
      'package',
      'build',
      '--config',
      join(root, 'app-config.yaml'),
    ],
    cwd: join(root, 'packages', 'app'),
    timeoutHint: '30 s',
    env: { NODE_OPTIONS: '--max-old-space-size=4096' },
  });
  if (code !== 0) {
    throw new BootstrapError(
      'The portal could not be built.',
      'The output above names the file. If node_modules is damaged: rm -rf node_modules, then run the same command again.',
    );
  }
  writeStamp(stamp, value);
}
