import { randomBytes } from 'node:crypto';
import { FLUX_FIELD_MANAGER } from '../../cluster/cluster';
import {
  FLUX_NAMESPACE,
  GIT_REPOSITORY,
  KUSTOMIZATION,
  RECEIVER,
} from '../../cluster/layers';
import { PlatformError } from '../../platformError';
import { done, skipped, Step } from '../../report/step';
import { Manifest, manifestsIn } from '../../tree/manifest';
import { withVersions } from '../../tree/versions';
import { applyNoted, brings, clusterOf, UpContext } from '../upContext';
import { waitedFor, waitForObjects } from '../waitForObjects';

/** Where Gitea's administrator is written down, and who that is. */
export const GITEA_ADMIN = {
  apiVersion: 'v1',
  kind: 'Secret',
  name: 'gitea-admin',
  namespace: 'gitea',
};
const GITEA_OWNER = 'atlas';

/** What cannot come by Flux, because Flux is it. */
export function fluxStep(context: UpContext): Step {
  return {
    name: 'flux',
    title: 'Install Flux',
    async run(says) {
      if (!brings(context, 'flux')) {
        await requireFlux(context);
        return skipped('The cluster has Flux already.');
      }
      if (await isDelivered(context, 'flux')) {
        return skipped('Flux is there, and keeps itself as Git says.');
      }
      const count = await applyPart(context, 'flux', says);
      return done(`Flux runs (${count} objects).`);
    },
  };
}

const FLUX_KINDS = [KUSTOMIZATION, GIT_REPOSITORY, RECEIVER];

/** Definitions alone tell that it was installed; whether it works, the layers show. */
async function requireFlux(context: UpContext): Promise<void> {
  const cluster = clusterOf(context);
  for (const { apiVersion, kind } of FLUX_KINDS) {
    if (await cluster.list(apiVersion, kind, { namespace: FLUX_NAMESPACE })) {
      continue;
    }
    throw new PlatformError(
      'NotThere',
      `The cluster does not serve ${apiVersion} ${kind}: Flux is not there, or too old.`,
      { next: 'Leave flux out of --existing: `up` then installs it.' },
    );
  }
}

/** What cannot come from Git, because it holds it. */
export function giteaStep(context: UpContext): Step {
  return {
    name: 'gitea',
    title: 'Start Gitea',
    async run(says) {
      const { git } = context.settings;
      if (git) return skipped(`The platform comes from ${git.url}.`);
      if (!brings(context, 'gitea')) return skipped('Gitea is there already.');
      if (await isDelivered(context, 'gitea')) {
        return skipped('Gitea is there, and Flux keeps it as Git says.');
      }
      await applyPart(context, 'gitea', says, await giteaAdmin(context));
      return done('Gitea runs.');
    },
  };
}

/** Whether Flux has applied a part from Git: from then on what Git says counts, not the tree of this Mini-Atlas. */
export async function isDelivered(
  context: UpContext,
  part: string,
): Promise<boolean> {
  const kustomization = await clusterOf(context).read({
    ...KUSTOMIZATION,
    name: part,
    namespace: FLUX_NAMESPACE,
  });
  return kustomization?.status?.lastAppliedRevision !== undefined;
}

/** Made once: the password stays what it was. */
async function giteaAdmin(context: UpContext): Promise<Manifest[]> {
  const { name, namespace } = GITEA_ADMIN;
  if (await clusterOf(context).read(GITEA_ADMIN)) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: {
        username: GITEA_OWNER,
        password: randomBytes(24).toString('base64url'),
      },
    },
  ];
}

const EARLY = ['Namespace', 'CustomResourceDefinition'];

/**
 * Applies a part of Core as Flux does and in its name, because its Kustomization takes the part over: namespaces and
 * definitions first. Then waits until its programs run.
 *
 * @param more - what the part needs and `up` alone looks after
 * @returns how many objects there are
 */
export async function applyPart(
  context: UpContext,
  part: string,
  says: (text: string) => void,
  more: Manifest[] = [],
): Promise<number> {
  const { tree, versions } = context;
  const directory = `core/${part}`;
  const manifests = manifestsIn(
    withVersions(tree, directory, versions),
    directory,
  );
  const early = manifests.filter(({ kind }) => EARLY.includes(kind));
  const late = manifests.filter(({ kind }) => !EARLY.includes(kind));
  const apply = async (some: Manifest[]) => {
    for (const one of some) await applyNoted(context, one, FLUX_FIELD_MANAGER);
  };
  await apply(early);
  await waitForObjects(context, waitedFor(early), says);
  for (const one of more) await applyNoted(context, one);
  await apply(late);
  await waitForObjects(context, waitedFor(late), says);
  return manifests.length + more.length;
}
