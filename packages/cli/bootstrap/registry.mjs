import { spawnSync } from 'node:child_process';

const PROBE_MS = 10_000;

/** Any package that the lock file names will do. */
const PROBE_PACKAGE = 'yaml';

/**
 * What Yarn has to be told by its environment. The registry: npm tells its scripts which one the
 * user has chosen, and Yarn does not read npm's settings. And less patience than its own, which is
 * some minutes, unless the user has set it.
 *
 * @see https://yarnpkg.com/configuration/yarnrc
 */
export function yarnEnvironment(env) {
  const registry = env.npm_config_registry;
  return {
    ...(registry
      ? { YARN_NPM_REGISTRY_SERVER: env.YARN_NPM_REGISTRY_SERVER ?? registry }
      : {}),
    YARN_HTTP_RETRY: env.YARN_HTTP_RETRY ?? '2',
    YARN_HTTP_TIMEOUT: env.YARN_HTTP_TIMEOUT ?? '30000',
  };
}

/**
 * Asks the registry for one package, as Yarn does it: with its proxy, its certificates and its
 * credentials. Answers within some seconds.
 *
 * @returns the registry's address, the directory of Yarn's cache, and Yarn's words when the registry
 *   could not be reached
 */
export function askRegistry(root, node, yarn, base = process.env) {
  const env = {
    ...base,
    ...yarnEnvironment(base),
    YARN_HTTP_RETRY: '0',
    YARN_HTTP_TIMEOUT: String(PROBE_MS),
  };
  const ask = args =>
    spawnSync(node, [yarn, ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
      timeout: PROBE_MS + 5_000,
    });
  const { npmRegistryServer: address, cacheFolder } = settingsIn(
    ask(['config', 'npmRegistryServer', 'cacheFolder', '--json']).stdout,
  );
  const answer = ask([
    'npm',
    'info',
    PROBE_PACKAGE,
    '--fields',
    'name',
    '--json',
  ]);
  if (answer.status === 0) return { address, cacheFolder };
  return {
    address,
    cacheFolder,
    refusal: reasonIn(answer.stdout) ?? `no answer in ${PROBE_MS / 1000} s`,
  };
}

/** Settings as `yarn config --json` writes them. */
function settingsIn(output) {
  return Object.fromEntries(
    linesOf(output).map(({ key, effective }) => [key, effective]),
  );
}

/** The first line of the error that Yarn reports as JSON. */
function reasonIn(output) {
  const error = linesOf(output).find(({ type }) => type === 'error');
  return error?.data.split('\n')[0];
}

function linesOf(output) {
  return output
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}
