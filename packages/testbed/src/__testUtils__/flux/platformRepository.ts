import { Body, ClusterUnderTest } from '../clusterUnderTest';
import { openRepository } from '../forge/repositoryUnderTest';
import { conditionOf, writeChanges } from './deliveryUnderTest';

const KUSTOMIZATIONS =
  '/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations';

/** The platform's own repository, of which Flux hears by its webhook. */
export interface PlatformRepository {
  /** Changes files of `main` (`null` removes), and pushes; the revision that there will be. */
  commit(changes: Record<string, string | null>): Promise<string>;
  /** Undoes the last commit by another one, and pushes that; the revision that there will be. */
  revert(): Promise<string>;
  /** The text of a file as it is on `main`. */
  read(path: string): Promise<string>;
  /** Waits until a Kustomization has applied a revision, and is ready. */
  applied(kustomization: string, revision: string): Promise<Body>;
  end(): Promise<void>;
}

/** Clones the platform's repository of a cluster. */
export async function platformRepository(
  cluster: ClusterUnderTest,
): Promise<PlatformRepository> {
  const [, name] = cluster.handle.forge.repository.split('/');
  const repository = await openRepository(cluster, name);
  const work = await repository.clone('platform');
  const git = (...args: string[]) => repository.git(work, ...args);
  const pushed = async () => {
    await git('push', '-q', 'origin', 'main');
    return `main@sha1:${await git('rev-parse', 'HEAD')}`;
  };
  return {
    async commit(changes) {
      await writeChanges(work, changes);
      await git('add', '--all');
      const paths = Object.keys(changes).join(', ');
      await git('commit', '-q', '-m', `Change ${paths}`);
      return pushed();
    },
    async revert() {
      await git('revert', '--no-edit', 'HEAD');
      return pushed();
    },
    read: path => git('show', `HEAD:${path}`),
    applied: (kustomization, revision) =>
      cluster.until(
        `${KUSTOMIZATIONS}/${kustomization}`,
        body =>
          body.status?.lastAppliedRevision === revision &&
          conditionOf(body, 'Ready')?.status === 'True',
      ),
    end: () => repository.end(),
  };
}
