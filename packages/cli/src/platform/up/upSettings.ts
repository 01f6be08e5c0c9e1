import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../../root';
import {
  GitProvider,
  parseRepository,
  RepositoryAddress,
} from '../git/repositoryAddress';
import { PlatformError } from '../platformError';
import { PlatformRecord } from '../record/platformRecord';
import { HostPorts } from '../tree/clusterConfig';
import { LeftOut } from '../tree/parts';

/** Where a platform's state is kept unless somebody says otherwise. */
export const DEFAULT_STATE = '.mini-atlas-kind';

/** Kind's name for the cluster that `up` makes. */
export const DEFAULT_NAME = 'mini-atlas';

const DEFAULT_PORTS: HostPorts = { http: 80, git: 3000 };
const DEFAULT_PORT = 7007;
const DEFAULT_TIMEOUT = '20m';

/** What `up` takes from the command line. */
export interface UpOptions {
  name?: string;
  kubeconfig?: string;
  context?: string;
  git?: string;
  gitProvider?: GitProvider;
  without?: string[];
  existing?: string[];
  httpPort?: number;
  gitPort?: number;
  port?: number;
  /** `--no-portal` makes it false. */
  portal: boolean;
  state?: string;
  /** Milliseconds. */
  timeout?: number;
  json?: boolean;
  /** The tree; default: `kind` of this repository. */
  tree?: string;
}

/** The same, settled: with what an earlier run has written down. */
export interface UpSettings {
  name: string;
  /** Of a cluster that exists; nothing for one of Kind. */
  given?: { kubeconfig: string; context?: string };
  git?: RepositoryAddress;
  gitProvider?: GitProvider;
  leftOut: LeftOut;
  ports: HostPorts;
  /** The portal's. */
  port: number;
  portal: boolean;
  state: string;
  timeoutMs: number;
  tree: string;
}

/**
 * Settles options against what an earlier run has begun: what is not given is taken from there.
 *
 * @throws PlatformError AlreadyInUse when the state is another platform's, InvalidOption
 */
export function settleUp(
  options: UpOptions,
  earlier: PlatformRecord | undefined,
): UpSettings {
  const given = givenCluster(options, earlier);
  const gitUrl = options.git ?? earlier?.git?.url;
  const settings: UpSettings = {
    name:
      options.name ??
      (earlier?.cluster.made ? earlier.cluster.name : DEFAULT_NAME),
    given,
    git: gitUrl === undefined ? undefined : parseRepository(gitUrl),
    gitProvider: options.gitProvider,
    leftOut: {
      without: options.without ?? earlier?.without ?? [],
      existing: options.existing ?? earlier?.existing ?? [],
    },
    ports: {
      http: options.httpPort ?? earlier?.ports.http ?? DEFAULT_PORTS.http,
      git: options.gitPort ?? earlier?.ports.git ?? DEFAULT_PORTS.git,
    },
    port: options.port ?? DEFAULT_PORT,
    portal: options.portal,
    state: stateOf(options),
    timeoutMs: options.timeout ?? parseDuration(DEFAULT_TIMEOUT),
    tree: resolve(options.tree ?? join(root, 'kind')),
  };
  if (earlier) requireSame(settings, earlier);
  return settings;
}

/** The state directory, absolute. */
export function stateOf({ state }: { state?: string }): string {
  return resolve(state ?? DEFAULT_STATE);
}

function givenCluster(
  { kubeconfig, context }: UpOptions,
  earlier: PlatformRecord | undefined,
): UpSettings['given'] {
  if (kubeconfig) return { kubeconfig: resolve(kubeconfig), context };
  if (!earlier || earlier.cluster.made) return undefined;
  return {
    kubeconfig: earlier.cluster.kubeconfig,
    context: context ?? earlier.cluster.context,
  };
}

/** One state directory is one platform: on one cluster, from one repository. */
function requireSame(settings: UpSettings, earlier: PlatformRecord): void {
  const { cluster } = earlier;
  const there = cluster.made
    ? `the Kind cluster ${cluster.name}`
    : `the cluster of ${cluster.kubeconfig}`;
  const isOther = cluster.made
    ? settings.given !== undefined || settings.name !== cluster.name
    : settings.given?.kubeconfig !== cluster.kubeconfig;
  if (isOther) {
    throw inUse(settings, `${settings.state} holds the platform on ${there}.`);
  }
  if (earlier.git?.url !== settings.git?.url) {
    throw inUse(
      settings,
      `The platform of ${settings.state} is delivered from ${
        earlier.git?.url ?? 'its own Gitea'
      }; that cannot be changed while it stands.`,
    );
  }
}

function inUse({ state }: UpSettings, what: string): PlatformError {
  return new PlatformError('AlreadyInUse', what, {
    next: `Take that one away first (npm run down -- --state ${state}), or give this one a state of its own: --state ${state}-2`,
  });
}

/** Reads `90s`, `20m`, `1h`. @throws PlatformError InvalidOption */
export function parseDuration(text: string): number {
  const [, number, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  const factors: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };
  if (number === undefined) {
    throw new PlatformError('InvalidOption', `'${text}' is no duration.`, {
      next: 'Write it as 90s, 20m or 1h.',
      exitCode: 2,
    });
  }
  return Number(number) * factors[unit];
}

/** Where the administrator's kubeconfig of a Kind cluster is kept. */
export function kindKubeconfig(state: string): string {
  return join(state, 'kubeconfig');
}

/** @throws PlatformError InvalidOption when there is no such directory */
export function requireTree(tree: string): void {
  if (existsSync(tree)) return;
  throw new PlatformError('InvalidOption', `There is no tree ${tree}.`, {
    next: 'Give a directory like the one named kind in this repository.',
    exitCode: 2,
  });
}
