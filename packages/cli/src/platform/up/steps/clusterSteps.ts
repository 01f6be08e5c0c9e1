import { existsSync } from 'node:fs';
import { openCluster } from '../../cluster/cluster';
import { requireIdentity, requireSuitable } from '../../cluster/preflight';
import { requireGoingOn } from '../../waitUntil';
import { examine } from '../../doctor/examine';
import { Finding } from '../../doctor/finding';
import { platformPorts } from '../../doctor/platformPorts';
import { PlatformError, PlatformErrorName } from '../../platformError';
import { KindCluster } from '../../record/platformRecord';
import { done, skipped, Step } from '../../report/step';
import { kindWith, readClusters } from '../../tools/kind';
import { requireTool, ToolAbsentError } from '../../tools/runTool';
import { clusterConfig } from '../../tree/clusterConfig';
import { requireNotThere } from '../requireNotThere';
import { brings, UpContext } from '../upContext';
import { kindKubeconfig } from '../upSettings';

/** Sees to it that this machine can hold a Kind cluster; nothing to do once there is one. */
export function machineStep(context: UpContext): Step {
  const { settings, book, run } = context;
  return {
    name: 'machine',
    title: 'Examine this machine',
    async run() {
      const { cluster } = book.record;
      if (!cluster.made) return skipped('This machine holds no cluster.');
      if (cluster.complete) {
        return skipped('This machine was examined when the cluster was made.');
      }
      const { findings, runtime } = await examine(run, {
        ports: platformPorts(settings.ports, { ownGit: !settings.git }),
        state: settings.state,
      });
      const problems = findings.filter(({ state }) => state === 'problem');
      if (problems.length > 0) throw unfit(problems);
      if (runtime.state === 'running') {
        book.write({ cluster: { ...cluster, runtime: runtime.runtime.name } });
      }
      const warnings = findings.filter(({ state }) => state === 'warning');
      return done(
        warnings.length
          ? `This machine will do, with ${warnings.length} ${
              warnings.length > 1 ? 'warnings' : 'warning'
            } (npm run doctor): ${warnings.map(({ says }) => says).join(' ')}`
          : 'This machine has what a platform needs.',
      );
    },
  };
}

/** The name of a problem's error. */
function nameOf({ check, says }: Finding): PlatformErrorName {
  if (check.startsWith('port')) return 'PortTaken';
  if (check === 'disk') return 'DiskFull';
  if (check === 'container runtime') {
    return /does not answer/.test(says)
      ? 'RuntimeNotRunning'
      : 'RuntimeMissing';
  }
  return ['kind', 'helm'].includes(check) ? 'ToolMissing' : 'NotReady';
}

function unfit(problems: Finding[]): PlatformError {
  const [first, ...others] = problems;
  return new PlatformError(nameOf(first), first.says, {
    details: others.map(({ says, remedy }) => `also: ${says} ${remedy ?? ''}`),
    next: `${first.remedy} Then run the same command again. Nothing was made yet.`,
  });
}

/** Makes the Kind cluster, or finds the one that an earlier run has made. */
export function kindStep(context: UpContext): Step {
  const { settings, book } = context;
  return {
    name: 'cluster',
    title: `Create the Kind cluster ${settings.name}`,
    async run(says) {
      const { cluster } = book.record;
      if (!cluster.made) return skipped('The cluster was given.');
      const outcome = await ensureKind(context, cluster, says);
      context.cluster = openCluster(kindKubeconfig(settings.state));
      const version = await requireSuitable(context.cluster).catch(
        (error: unknown) => explainSilence(error, cluster),
      );
      return done(
        `The Kind cluster ${cluster.name} ${outcome} (Kubernetes ${version}).`,
      );
    },
  };
}

/** After a restart of the machine, or of the runtime, the node may not run. */
function explainSilence(error: unknown, { name, runtime }: KindCluster): never {
  if (
    !(error instanceof PlatformError) ||
    error.code !== 'ClusterUnreachable'
  ) {
    throw error;
  }
  throw new PlatformError(error.code, error.what, {
    next: `Start its node, wait a minute, and run the same command again: ${runtime} start ${name}-control-plane`,
  });
}

async function ensureKind(
  context: UpContext,
  cluster: KindCluster,
  says: (text: string) => void,
): Promise<string> {
  const { settings, book, run, tree, versions, signal } = context;
  const kind = kindWith(cluster.runtime);
  const kubeconfig = kindKubeconfig(settings.state);
  const { name } = cluster;
  const tool = (call: Parameters<typeof requireTool>[1], next: string) =>
    requireTool(run, call, { next, signal, onLine: says });
  const again = 'Run the same command again; what was done is kept.';
  try {
    const { stdout } = await tool(kind.clusters(), again);
    const exists = readClusters(stdout).includes(name);
    if (exists && cluster.complete) {
      if (!existsSync(kubeconfig)) {
        await tool(kind.exportKubeconfig({ name, kubeconfig }), again);
      }
      return 'is there';
    }
    if (exists && !cluster.begun) throw foreign(name);
    if (exists) {
      says(`removing what an interrupted run has left of ${name}`);
      await tool(kind.remove({ name, kubeconfig }), again);
    }
    // Written down first: whatever ends this process now, `down` and `up` know whose cluster it is.
    book.write({ cluster: { ...cluster, begun: true, complete: false } });
    requireGoingOn(signal);
    await tool(
      kind.create({
        name,
        image: versions.KIND_NODE_IMAGE,
        config: '-',
        input: clusterConfig(
          tree,
          settings.ports,
          brings(context, 'gitea') ? [] : ['git'],
        ),
        kubeconfig,
      }),
      `See what it says above: npm run doctor looks at what it needs. Then run the same command again.`,
    );
    book.write({ cluster: { ...cluster, begun: true, complete: true } });
    return 'was made';
  } catch (error) {
    if (!(error instanceof ToolAbsentError)) throw error;
    throw new PlatformError('ToolMissing', `${error.message}.`, {
      next: 'npm run doctor says how to get it. Then run the same command again.',
    });
  }
}

function foreign(name: string): PlatformError {
  return new PlatformError(
    'ClusterForeign',
    `There is a Kind cluster ${name} already, which this state directory has not made.`,
    {
      next: `Take another name (npm run up -- --name ${name}-2), use it as it is (kind get kubeconfig --name ${name} > FILE, then npm run up -- --kubeconfig FILE), or remove it: kind delete cluster --name ${name}`,
    },
  );
}

/** Reaches a cluster that exists. */
export function givenClusterStep(context: UpContext): Step {
  const { settings, book } = context;
  return {
    name: 'cluster',
    title: 'Reach the cluster',
    async run() {
      const { given } = settings;
      if (!given) return skipped('The cluster is one of Kind.');
      const cluster = openCluster(given.kubeconfig, given.context);
      const version = await requireSuitable(cluster);
      const id = await requireIdentity(cluster, book.record);
      book.write({ cluster: { made: false, ...given, id } });
      context.cluster = cluster;
      await requireNotThere(context);
      return done(
        `The cluster at ${cluster.server} answers (Kubernetes ${version}).`,
      );
    },
  };
}
