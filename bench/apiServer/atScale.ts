import { ChildProcess, fork } from 'node:child_process';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { Figure, ofSeries, single } from '../figure';
import { round, summarize } from '../statistics';

const THINGS = '/apis/bench.mini-atlas.dev/v1/things';
const LISTS = 40;
const WATCHERS = 100;
const WRITES = 100;

/** Where the full cluster is, and the memory that it takes. */
interface FullCluster {
  url: string;
  caCertificate: string;
  memoryMiB: number;
}

/**
 * What the sandbox's API server does with 5,000 instances of 4 children each and 100 watchers: the time to list all
 * instances, from a write to the last of the watchers, and its memory.
 */
export async function apiServerAtScale(): Promise<Figure[]> {
  const program = fork(join(__dirname, 'fullCluster.ts'));
  try {
    const cluster = await answerOf(program);
    const agent = new Agent({ keepAlive: true, ca: cluster.caCertificate });
    const lists = await listAll(cluster, agent);
    const alone = summarize(await writeToWatchers(cluster, agent, 1));
    const writes = summarize(await writeToWatchers(cluster, agent, WATCHERS));
    program.send('memory');
    const { memoryMiB } = await answerOf(program);
    agent.destroy();
    return [
      ofSeries('sandbox: list of 5,000 instances', summarize(lists), {
        statistic: 'p95',
        target: 100,
      }),
      {
        ...ofSeries('sandbox: write → last of 100 watchers', writes, {
          statistic: 'p95',
          target: 20,
        }),
        ratio: {
          to: 'a write with one watcher (medians)',
          value: round(writes.medianMs / alone.medianMs),
        },
      },
      single({
        name: 'sandbox: memory with 25,000 objects',
        unit: 'MiB',
        value: memoryMiB,
        target: 1_024,
      }),
    ];
  } finally {
    program.disconnect();
  }
}

/** What the program says next; what Backstage's loader says on the same channel is left out. */
function answerOf(program: ChildProcess): Promise<FullCluster> {
  return new Promise((resolve, reject) => {
    const take = (message: FullCluster | { type: string }) => {
      if (!('memoryMiB' in message)) return;
      program.off('message', take);
      resolve(message);
    };
    program.on('message', take);
    program.once('exit', code =>
      reject(new Error(`The full cluster ended with ${code}`)),
    );
  });
}

/** Milliseconds from each request to the last byte of its answer. */
async function listAll(cluster: FullCluster, agent: Agent): Promise<number[]> {
  const durations: number[] = [];
  for (let i = 0; i < LISTS; i++) {
    const started = performance.now();
    await send(cluster, agent, 'GET', THINGS);
    durations.push(performance.now() - started);
  }
  return durations;
}

/** Milliseconds from each write until the last of so many watchers has read of it. */
async function writeToWatchers(
  cluster: FullCluster,
  agent: Agent,
  watchers: number,
): Promise<number[]> {
  const readers = await Promise.all(
    Array.from({ length: watchers }, () => watch(cluster)),
  );
  const durations: number[] = [];
  for (let i = 0; i < WRITES; i++) {
    const tag = `for-${watchers}-${i}.`;
    const path = `/apis/bench.mini-atlas.dev/v1/namespaces/bench-0/things/web-${
      (i % 10) * 50
    }`;
    const read = Promise.all(readers.map(reader => reader.until(tag)));
    const started = performance.now();
    await send(cluster, agent, 'PATCH', path, { spec: { tag } });
    await read;
    durations.push(performance.now() - started);
  }
  readers.forEach(reader => reader.end());
  return durations;
}

/** Reads a whole answer. @throws Error for one that is no success */
function send(
  { url }: FullCluster,
  agent: Agent,
  method: string,
  path: string,
  patch?: object,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}${path}`,
      {
        method,
        agent,
        headers: {
          authorization: 'Bearer bench',
          ...(patch ? { 'content-type': 'application/merge-patch+json' } : {}),
        },
      },
      answer => {
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`${method} ${path}: ${answer.statusCode}`)),
        );
        answer.resume();
      },
    );
    outgoing.on('error', reject);
    outgoing.end(patch && JSON.stringify(patch));
  });
}

/** Somebody who watches all instances from now on, on a connection of their own. */
interface Watcher {
  /** Resolves when an event with this text has been read. */
  until(text: string): Promise<void>;
  end(): void;
}

function watch({ url, caCertificate }: FullCluster): Promise<Watcher> {
  return new Promise((resolve, reject) => {
    const agent = new Agent({ ca: caCertificate });
    const outgoing = request(
      // From a revision that everybody has seen: the beginning is not sent again.
      `${url}${THINGS}?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan`,
      { agent, headers: { authorization: 'Bearer bench' } },
      answer => {
        if (answer.statusCode !== 200) {
          reject(new Error(`The watch was answered ${answer.statusCode}`));
          return;
        }
        let waiting: { text: string; done: () => void } | undefined;
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          if (waiting && chunk.includes(waiting.text)) waiting.done();
        });
        resolve({
          until: text =>
            new Promise(done => {
              waiting = { text, done };
            }),
          end: () => outgoing.destroy(),
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}
