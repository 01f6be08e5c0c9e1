import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { BootstrapError } from './step.mjs';

const PUBLIC_REGISTRIES = /^https?:\/\/registry\.(npmjs\.org|yarnpkg\.com)\/?$/;

/** The Yarn that the repository carries. */
export function yarnOf(root) {
  const directory = join(root, '.yarn', 'releases');
  const release = readdirSync(directory).find(name =>
    /^yarn-.*\.cjs$/.test(name),
  );
  if (!release) {
    throw new BootstrapError(
      'The repository carries no Yarn: .yarn/releases is empty.',
      'Restore it: git checkout -- .yarn/releases',
    );
  }
  return join(directory, release);
}

/**
 * Installs what the lock file names, unless it is installed already.
 *
 * @throws BootstrapError when Yarn fails
 */
export async function ensureDependencies(root, node, run) {
  const manifests = ['packages', 'plugins'].flatMap(group =>
    readdirSync(join(root, group))
      .filter(name => statSync(join(root, group, name)).isDirectory())
      .map(name => join(group, name, 'package.json')),
  );
  const value = fingerprint(root, [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...manifests,
  ]);
  const stamp = join(root, 'node_modules', '.mini-atlas-installed');
  if (isStamped(stamp, value)) return;
  const first = !existsSync(join(root, 'node_modules'));
  // npm tells its scripts which registry the user has chosen; Yarn does not read npm's settings.
  const registry = process.env.npm_config_registry;
  const result = await run({
    title: 'Installing dependencies',
    command: node,
    args: [yarnOf(root), 'install', '--immutable'],
    timeoutHint: first ? '90 s' : '30 s',
    env:
      registry && !PUBLIC_REGISTRIES.test(registry)
        ? { YARN_NPM_REGISTRY_SERVER: registry }
        : {},
  });
  if (result.code !== 0) {
    throw lockFileDiffers(result.output)
      ? new BootstrapError(
          'yarn.lock does not match the package.json files: a dependency was changed without it.',
          `Bring it up to date: YARN_NPM_MINIMAL_AGE_GATE=60d node ${relative(
            root,
            yarnOf(root),
          )} install --mode=update-lockfile. If you changed no package.json: git checkout -- yarn.lock`,
        )
      : new BootstrapError(
          'The dependencies could not be installed.',
          'The first installation needs the npm registry; later ones work offline. Check the network (or npm config get registry), free disk space (2 GB), then run the same command again: it continues where it stopped.',
        );
  }
  writeStamp(stamp, value);
}

/** Yarn refuses to change the lock file of an immutable installation with this code. */
export function lockFileDiffers(output) {
  return output.includes('YN0028');
}
