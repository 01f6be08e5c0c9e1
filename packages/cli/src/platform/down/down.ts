import { rmSync } from 'node:fs';
import { shutdownSignal } from '../../shutdown';
import { Teardown } from '../../teardown';
import { Cluster, openCluster } from '../cluster/cluster';
import { requireIdentity } from '../cluster/preflight';
import { findHost } from '../git/findHost';
import { GIT_TOKEN, personsToken } from '../git/gitToken';
import { parseRepository } from '../git/repositoryAddress';
import { PlatformError } from '../platformError';
import {
  GivenCluster,
  KindCluster,
  PlatformRecord,
  readRecord,
  removeRecord,
} from '../record/platformRecord';
import { choosePresenter } from '../report/presenter';
import { done, skipped, Step } from '../report/step';
import { takePlatform } from '../takePlatform';
import { helmUninstall } from '../tools/helm';
import { kindWith } from '../tools/kind';
import { requireTool, runTool } from '../tools/runTool';
import { kindKubeconfig, parseDuration, stateOf } from '../up/upSettings';
import { portalKubeconfig } from '../up/steps/portalStep';
import { removeLayers, removeRecorded, RemoveOptions } from './removeObjects';

const DEFAULT_TIMEOUT = '10m';
const AGAIN = 'Run the same command again: it goes on.';

/** What `down` takes from the command line. */
export interface DownOptions {
  state?: string;
  /** Milliseconds. */
  timeout?: number;
  /** The Git repository too, when `up` made it. */
  removeRepository?: boolean;
  json?: boolean;
}

/**
 * `mini-atlas down`: takes away what `up` has made, and nothing else.
 *
 * @throws PlatformError; what is still there stays written down, and the same command goes on
 */
export async function down(options: DownOptions): Promise<void> {
  const signal = shutdownSignal();
  const teardown = new Teardown();
  const presenter = choosePresenter(options);
  await teardown.after(async () => {
    const state = stateOf(options);
    const record = readRecord(state);
    if (!record) {
      presenter.event({ event: 'nothing', message: `no platform in ${state}` });
      presenter.line(
        `${state} knows of no platform: there is nothing to take away.`,
      );
      return;
    }
    const token =
      options.removeRepository && record.git?.made
        ? await personsToken(parseRepository(record.git.url).host, {
            mayAsk: presenter.output.isTerminal && !options.json,
          })
        : undefined;
    teardown.add(takePlatform(state, 'npm run down'));
    const limitMs = options.timeout ?? parseDuration(DEFAULT_TIMEOUT);
    const { cluster } = record;
    await presenter.run([
      ...(cluster.made
        ? [removeKind(cluster, { state, signal })]
        : removeFromCluster(record, cluster, { limitMs, signal })),
      ...(record.git ? [repositoryStep(record.git, token)] : []),
    ]);
    rmSync(portalKubeconfig(state), { force: true });
    removeRecord(state);
    presenter.event({ event: 'gone' });
    presenter.line();
    presenter.line('What `up` had made is gone.');
  });
}

function removeKind(
  { name, runtime, begun }: KindCluster,
  { state, signal }: { state: string; signal: AbortSignal },
): Step {
  return {
    name: 'cluster',
    title: `Remove the Kind cluster ${name}`,
    async run(says) {
      if (!begun) return skipped('No cluster was made yet.');
      const kubeconfig = kindKubeconfig(state);
      await requireTool(
        runTool,
        kindWith(runtime).remove({ name, kubeconfig }),
        { next: AGAIN, signal, onLine: says },
      );
      rmSync(kubeconfig, { force: true });
      return done(
        `The Kind cluster ${name} is gone, and with it everything in it.`,
      );
    },
  };
}

function removeFromCluster(
  record: PlatformRecord,
  { kubeconfig, context }: GivenCluster,
  options: Omit<RemoveOptions, 'says'>,
): Step[] {
  const reach = async (): Promise<Cluster> => {
    const cluster = openCluster(kubeconfig, context);
    await requireIdentity(cluster, record);
    return cluster;
  };
  return [
    {
      name: 'layers',
      title: 'Remove what Flux has brought',
      async run(says) {
        const { count, kept } = await removeLayers(await reach(), {
          ...options,
          says,
        });
        if (count === 0) {
          return skipped('Flux has brought nothing, or it is gone already.');
        }
        return done(
          `${count} layers are gone.${
            kept.length
              ? ` KRO keeps the definitions of the abstractions, with what is of their kinds; who wants none of it any more: \`kubectl --kubeconfig ${kubeconfig} delete crd ${kept.join(
                  ' ',
                )}\``
              : ''
          }`,
        );
      },
    },
    {
      name: 'releases',
      title: 'Remove what Helm has installed',
      async run(says) {
        if (record.releases.length === 0) {
          return skipped('Helm has installed nothing.');
        }
        for (const release of record.releases) {
          await requireTool(runTool, helmUninstall(release, kubeconfig), {
            next: AGAIN,
            signal: options.signal,
            onLine: says,
          });
        }
        return done(`${record.releases.map(({ name }) => name)} is gone.`);
      },
    },
    {
      name: 'objects',
      title: 'Remove what `up` has applied itself',
      async run(says) {
        const { objects } = record;
        await removeRecorded(await reach(), objects, { ...options, says });
        return done(
          `${objects.length} objects are gone; everything else in the cluster is as it was.`,
        );
      },
    },
  ];
}

function repositoryStep(
  { url, made }: NonNullable<PlatformRecord['git']>,
  token: string | undefined,
): Step {
  return {
    name: 'repository',
    title: 'Look after the Git repository',
    async run() {
      if (!token) {
        return skipped(
          `The repository ${url} is kept${
            made ? '; --remove-repository removes it too' : ''
          }.`,
        );
      }
      const address = parseRepository(url);
      const host = await findHost(address, { token, tokenFrom: GIT_TOKEN });
      await host.removeRepository();
      if (await host.repository()) {
        throw new PlatformError('GitRefused', `${url} is still there.`, {
          next: 'Remove it at the host.',
        });
      }
      return done(`The repository ${url} is gone.`);
    },
  };
}
