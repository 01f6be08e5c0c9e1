import { createServer } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { CommandError } from './commandError';
import { OptionValue } from './sameCommand';

const LARGEST = 65_535;

/** A port that a program is going to listen on. */
export interface PortRequest {
  port: number;
  /** Who listens, as a message names it: `the portal`. */
  purpose: string;
  /** The command line's option that chooses it. */
  option: string;
}

/** A port that cannot be had: why, and the option with one that can. */
export interface PortProblem {
  problem: string;
  remedy: OptionValue;
}

/**
 * Reads a port.
 *
 * @throws InvalidArgumentError when it is not a whole number from 1 to 65535
 */
export function parsePort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(port >= 1 && port <= LARGEST)) {
    throw new InvalidArgumentError(
      `'${text}' is not a port; use a whole number from 1 to ${LARGEST}.`,
    );
  }
  return port;
}

/** Says which of the ports cannot be had, and offers another for each; empty when all can. */
export async function findPortProblems(
  requests: PortRequest[],
): Promise<PortProblem[]> {
  const problems: PortProblem[] = [];
  const taken = new Map<number, PortRequest>();
  const avoid = new Set(requests.map(({ port }) => port));
  for (const request of requests) {
    const { port, purpose, option } = request;
    const other = taken.get(port);
    const why = other
      ? `is asked for twice, for ${other.purpose} (${other.option}) as well`
      : await refusal(port);
    taken.set(port, other ?? request);
    if (!why) continue;
    const free = await nextFreePort(port, avoid);
    avoid.add(free);
    problems.push({
      problem: `Port ${port} (${purpose}) ${why}. Port ${free} is free.`,
      remedy: [option, String(free)],
    });
  }
  return problems;
}

/**
 * Why a port cannot be listened on. Both loopback addresses count: a browser may take either for
 * `localhost`.
 */
async function refusal(port: number): Promise<string | undefined> {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await listenError(port, host);
    if (code === 'EADDRINUSE') return 'is in use by another program';
    if (code === 'EACCES') return 'may not be used by this user';
  }
  return undefined;
}

/** The system's code for why listening fails; nothing when it works. */
export function listenError(
  port: number,
  host: string,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () =>
      probe.close(() => resolve(undefined)),
    );
  });
}

/**
 * The first free port after the given one, else the first from 1024 on.
 *
 * @throws CommandError when no port of this machine is free
 */
export async function nextFreePort(
  port: number,
  avoid: Set<number> = new Set(),
): Promise<number> {
  const from = Math.max(port + 1, 1024);
  for (let step = 0; step <= LARGEST - 1024; step += 1) {
    const candidate = from + step > LARGEST ? 1024 + step : from + step;
    if (!avoid.has(candidate) && !(await refusal(candidate))) return candidate;
  }
  throw new CommandError('No port of this machine is free.');
}
