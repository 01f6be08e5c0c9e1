import { PlatformError } from '../../platformError';
import { done, skipped, Step } from '../../report/step';
import { helmUpgrade } from '../../tools/helm';
import { requireTool, ToolAbsentError } from '../../tools/runTool';
import { healthOf } from '../../cluster/health';
import { bootstrapRelease } from '../bootstrapRelease';
import { brings, clusterOf, UpContext } from '../upContext';
import { waitForObjects } from '../waitForObjects';
import { applyPart, isDelivered } from './partSteps';
import { refOf } from '../../cluster/clusterObject';

const PART = 'cilium';
/** The part whose definitions Cilium's operator looks for when it starts. */
const DEFINITIONS = 'gateway-api';

/**
 * Installs Cilium, without which no other pod has a network, with the very values of its HelmRelease: Flux takes the
 * release over later and finds nothing to change.
 */
export function networkStep(context: UpContext): Step {
  const { book, run, tree, versions, signal } = context;
  return {
    name: 'network',
    title: 'Install Cilium',
    async run(says) {
      if (!brings(context, PART)) {
        return skipped('The cluster has its network already.');
      }
      const cluster = clusterOf(context);
      const release = bootstrapRelease(tree, versions, PART);
      const { name, namespace } = release;
      const nodes = (await cluster.list('v1', 'Node')) ?? [];
      const isOurs = book.record.releases.some(one => one.name === name);
      const isForeign = !isOurs && !book.record.cluster.made;
      if (isForeign && nodes.some(node => healthOf(node).ready)) {
        throw hasNetwork();
      }
      if (isOurs && (await isManagedByFlux(context, name, namespace))) {
        return skipped('Cilium is there, and Flux looks after it.');
      }
      await bringDefinitions(context, says);
      if (!isOurs) {
        book.write({
          releases: [...book.record.releases, { name, namespace }],
        });
      }
      says(`helm installs ${release.chart} ${release.version}`);
      await requireTool(run, helmUpgrade(release, cluster.kubeconfig), {
        signal,
        onLine: says,
        next: `See what is there: helm --kubeconfig ${cluster.kubeconfig} status ${name} -n ${namespace}. Then run the same command again.`,
      }).catch(explainAbsence);
      await waitForObjects(context, nodes.map(refOf), says);
      return done(`Cilium ${release.version} runs, and the nodes are ready.`);
    },
  };
}

async function bringDefinitions(
  context: UpContext,
  says: (text: string) => void,
): Promise<void> {
  if (!brings(context, DEFINITIONS)) return;
  if (await isDelivered(context, DEFINITIONS)) return;
  await applyPart(context, DEFINITIONS, says);
}

/** Helm must not fight with helm-controller over a release. */
async function isManagedByFlux(
  context: UpContext,
  name: string,
  namespace: string,
): Promise<boolean> {
  const object = await clusterOf(context).read({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    name,
    namespace,
  });
  return object !== undefined;
}

function hasNetwork(): PlatformError {
  return new PlatformError(
    'ClusterForeign',
    'The cluster has a network already (its nodes are ready); Cilium would break it.',
    {
      next: 'When it is Cilium, say so: --existing cilium. Another network cannot be replaced here: give a cluster without one, or leave out --kubeconfig.',
    },
  );
}

function explainAbsence(error: unknown): never {
  if (!(error instanceof ToolAbsentError)) throw error;
  throw new PlatformError('ToolMissing', `${error.message}.`, {
    next: 'npm run doctor says how to get it. Then run the same command again.',
  });
}
