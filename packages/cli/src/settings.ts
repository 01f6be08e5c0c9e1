import { resolve } from 'node:path';
import { CommandError } from './commandError';
import { findPortProblems, parsePort, PortRequest } from './ports';
import { sameCommand } from './sameCommand';
import { ownerOf } from './state';

const DEFAULTS = { port: 7007, forgePort: 7017, apiPort: 7018, appPort: 3000 };

/** Which cluster the portal is started over. */
export type ClusterKind = 'sandbox' | 'testbed';

/** Each has a state of its own: what one has ordered is not there on the other. */
const DEFAULT_STATE: Record<ClusterKind, string> = {
  sandbox: '.mini-atlas',
  testbed: '.mini-atlas-testbed',
};

/** What `start` and `dev` take from the command line. */
export interface StartOptions {
  port?: number;
  /** Only `dev` has a front end with a port of its own. */
  appPort?: number;
  forgePort?: number;
  apiPort?: number;
  /** Default: the sandbox. */
  cluster?: ClusterKind;
  /** Default: a directory of the cluster's kind in the present one. */
  state?: string;
  fresh?: boolean;
}

/** The same, with every value settled. Ports are known to be free. */
export interface Settings {
  port: number;
  appPort: number;
  forgePort: number;
  apiPort: number;
  cluster: ClusterKind;
  /** Absolute path of the state directory. */
  state: string;
  fresh: boolean;
}

/**
 * Settles options, environment and defaults.
 *
 * @param command - how the user calls it, up to its options: `npm start --`
 * @throws CommandError when a port or the state directory is taken, with a command that would work;
 *   when PORT is not a port
 */
export async function settle(
  options: StartOptions,
  command: string,
  { withFrontEnd = false } = {},
): Promise<Settings> {
  const cluster = options.cluster ?? 'sandbox';
  const settings: Settings = {
    port: options.port ?? portFromEnvironment() ?? DEFAULTS.port,
    appPort: options.appPort ?? DEFAULTS.appPort,
    forgePort: options.forgePort ?? DEFAULTS.forgePort,
    apiPort: options.apiPort ?? DEFAULTS.apiPort,
    cluster,
    state: resolve(options.state ?? DEFAULT_STATE[cluster]),
    fresh: options.fresh ?? false,
  };
  await requireAvailable(portRequests(settings, withFrontEnd), {
    state: settings.state,
    command,
  });
  return settings;
}

function portRequests(
  { port, appPort, forgePort, apiPort }: Settings,
  withFrontEnd: boolean,
): PortRequest[] {
  return [
    { port, purpose: 'the portal', option: '--port' },
    ...(withFrontEnd
      ? [{ port: appPort, purpose: 'the front end', option: '--app-port' }]
      : []),
    { port: forgePort, purpose: 'the forge', option: '--forge-port' },
    { port: apiPort, purpose: 'the API server', option: '--api-port' },
  ];
}

/**
 * Sees to it that ports and state directory can be had.
 *
 * @throws CommandError naming each that cannot, and one command that would work
 */
export async function requireAvailable(
  requests: PortRequest[],
  { state, command }: { state: string; command: string },
): Promise<void> {
  const problems = await findPortProblems(requests);
  const owner = ownerOf(state);
  if (owner) {
    problems.push({
      problem: `${state} is the state of a Mini-Atlas that is running (process ${owner.pid}).`,
      remedy: ['--state', `${state}-2`],
    });
  }
  if (problems.length === 0) return;
  throw new CommandError(
    [
      ...problems.map(({ problem }) => problem),
      `This will do: ${sameCommand(
        command,
        process.argv.slice(3),
        problems.map(({ remedy }) => remedy),
      )}`,
    ].join('\n  '),
  );
}

function portFromEnvironment(): number | undefined {
  const text = process.env.PORT;
  if (!text) return undefined;
  try {
    return parsePort(text);
  } catch (error) {
    throw new CommandError(
      `PORT: ${error instanceof Error ? error.message : error}`,
    );
  }
}
