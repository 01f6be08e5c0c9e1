import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { causeOf } from './installFailure.mjs';
import { askRegistry, yarnEnvironment } from './registry.mjs';
import { manifestsOf } from './rooms.mjs';
import { BootstrapError } from './step.mjs';

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
 * Installs what the lock file names, unless it is installed already. Without the registry it tries
 * what this machine has in Yarn's cache.
 *
 * @throws BootstrapError when the registry cannot be reached and the cache does not do, or when Yarn fails
 */
export async function ensureDependencies(root, node, run) {
  const value = fingerprint(root, [
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...manifestsOf(root),
  ]);
  const stamp = join(root, 'node_modules', '.mini-atlas-installed');
  if (isStamped(stamp, value)) return;
  const yarn = yarnOf(root);
  const { address, cacheFolder, refusal } = askRegistry(root, node, yarn);
  const result = await run({
    title: refusal
      ? `Installing dependencies from this machine's cache (no answer from ${address})`
      : `Installing dependencies from ${address}`,
    command: node,
    args: [yarn, 'install', '--immutable'],
    timeoutHint: existsSync(join(root, 'node_modules')) ? '30 s' : '90 s',
    progress: installProgress(
      cacheFolder,
      readFileSync(join(root, 'yarn.lock'), 'utf8'),
    ),
    quiet: Boolean(refusal),
    env: {
      ...yarnEnvironment(process.env),
      ...(refusal ? { YARN_ENABLE_NETWORK: '0' } : {}),
    },
  });
  if (result.code !== 0) {
    throw installError(result.output, { root, yarn, address, refusal });
  }
  writeStamp(stamp, value);
}

/**
 * Says how far Yarn is whenever it is asked: how many packages it has fetched into its cache since
 * it began, of how many.
 *
 * @param lockFile - the content of `yarn.lock`
 */
export function installProgress(cacheFolder, lockFile) {
  const all = lockFile.match(/^ {2}resolution: ".*@npm:/gm)?.length ?? 0;
  const cached = () =>
    existsSync(cacheFolder) ? readdirSync(cacheFolder).length : 0;
  const before = cached();
  return () => {
    const fetched = cached() - before;
    return fetched > 0
      ? `${fetched} packages fetched, of up to ${all}`
      : undefined;
  };
}

/** Yarn refuses to change the lock file of an immutable installation with this code. */
export function lockFileDiffers(output) {
  return output.includes('YN0028');
}

function installError(output, { root, yarn, address, refusal }) {
  if (lockFileDiffers(output)) {
    return new BootstrapError(
      'yarn.lock does not match the package.json files: a dependency was changed without it.',
      `Bring it up to date: YARN_NPM_MINIMAL_AGE_GATE=60d node ${relative(
        root,
        yarn,
      )} install --mode=update-lockfile. If you changed no package.json: git checkout -- yarn.lock`,
    );
  }
  const cause = causeOf(refusal ?? output);
  const said = refusal ? ` (${refusal})` : '';
  return new BootstrapError(
    cause
      ? `The dependencies could not be installed from ${address}: ${cause.what}${said}.`
      : `The dependencies could not be installed from ${address}${said}.`,
    `${
      cause?.remedy ?? 'The output above says why'
    }. Then run the same command again: it continues where it stopped, and later starts work offline.`,
  );
}
