import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { causeOf } from './installFailure.mjs';
import { BootstrapError } from './step.mjs';

/** The Node that is installed when the user's own does not fit. */
const NODE_VERSION = '24.18.1';

/** Says whether the portal runs on this version: Backstage 1.55 wants 22 or 24; `require()` of ES modules needs 22.12. */
export function fits(version) {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 12);
}

/**
 * Finds a Node that can run the portal: the running one, else one that the npm
 * registry carries as a package, put below `.tools/` once.
 *
 * @returns the path of its executable
 * @throws BootstrapError when there is no package for this platform or npm fails
 */
export async function ensureNode(root, run) {
  if (fits(process.versions.node)) {
    return process.execPath;
  }
  const prefix = join(root, '.tools', `node-${NODE_VERSION}`);
  const name = `node-${process.platform}-${process.arch}`;
  const executable = join(
    prefix,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(executable) && answers(executable)) {
    return executable;
  }
  mkdirSync(prefix, { recursive: true });
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const result = await run({
    title: `Installing Node ${NODE_VERSION} (this machine has ${process.versions.node})`,
    command: npm[0],
    args: [
      ...npm.slice(1),
      'install',
      '--prefix',
      prefix,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      // Less patience than npm's own, which is some minutes.
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
      '--fetch-timeout=30000',
      `${name}@${NODE_VERSION}`,
    ],
    cwd: prefix,
  });
  if (result.code !== 0 || !existsSync(executable)) {
    const cause = causeOf(result.output);
    throw new BootstrapError(
      `Node ${
        process.versions.node
      } cannot run the portal, and ${name}@${NODE_VERSION} could not be installed from the npm registry${
        cause ? `: ${cause.what}` : ''
      }.`,
      `${
        cause ? `${cause.remedy}. Or install` : 'Install'
      } Node 22 (22.12 or newer) or 24 yourself (https://nodejs.org). Then run the same command again.`,
    );
  }
  return executable;
}

function answers(executable) {
  return (
    spawnSync(executable, ['--version'], { cwd: dirname(executable) })
      .status === 0
  );
}
