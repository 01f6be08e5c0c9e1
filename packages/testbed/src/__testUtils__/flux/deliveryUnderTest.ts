import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { applyObjects } from '../../cluster/applyObjects';
import { Body, ClusterUnderTest } from '../clusterUnderTest';
import { RepositoryUnderTest, writeFiles } from '../forge/repositoryUnderTest';

/** The namespace of Flux's objects in these tests. */
export const DELIVERIES = 'deliveries';

const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';
const KINDS = {
  GitRepository: {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    plural: 'gitrepositories',
  },
  Kustomization: {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    plural: 'kustomizations',
  },
};

/** Outcomes of Kustomizations that are kept in their history. */
const REMEMBERED = [
  'ReconciliationSucceeded',
  'ReconciliationFailed',
  'PruneFailed',
  'HealthCheckFailed',
];

/** Flux's kinds that deliver. */
export type FluxKind = keyof typeof KINDS;

/** Where an object of Flux is in the API. */
export function fluxPath(kind: FluxKind, name: string): string {
  const { apiVersion, plural } = KINDS[kind];
  return `/apis/${apiVersion}/namespaces/${DELIVERIES}/${plural}/${name}`;
}

/** A branch of a repository with a GitRepository that follows it, both of one name, and Kustomizations of that. */
export interface DeliveryUnderTest {
  /** Changes files of the branch (`null` removes), pushes, and waits for the artifact. */
  commit(files: Record<string, string | null>): Promise<void>;
  /** The same without waiting for Flux; the revision that there will be. */
  push(files: Record<string, string | null>): Promise<string>;
  /** Undoes the last commit by another one, pushes it, and waits for the artifact. */
  revert(): Promise<void>;
  /** Makes or changes a Kustomization that looks by itself once an hour, and prunes. */
  kustomize(name: string, spec?: object): Promise<void>;
  /** Waits until a Kustomization has done what it can with the last commit, and is ready, or is not. */
  settled(name: string, ready?: 'True' | 'False'): Promise<Body>;
  /** Asks an object of Flux to reconcile now, and waits until it has. */
  reconcile(kind: FluxKind, name: string): Promise<Body>;
  /** Changes an object of Flux by a merge patch. */
  patch(kind: FluxKind, name: string, body: object): Promise<void>;
}

/** Makes a branch with files, and a GitRepository of the same name; waits for the artifact. */
export async function deliveryUnderTest(
  cluster: ClusterUnderTest,
  repository: RepositoryUnderTest,
  name: string,
  files: Record<string, string>,
): Promise<DeliveryUnderTest> {
  const { api } = cluster;
  const work = await repository.clone(`delivery-${name}`);
  const git = (...args: string[]) => repository.git(work, ...args);
  await git('checkout', '-q', '-b', name);
  let requests = 0;
  let revision = '';

  const patch = async (kind: FluxKind, object: string, body: object) => {
    const { status, text } = await api.call('PATCH', fluxPath(kind, object), {
      type: 'application/merge-patch+json',
      text: JSON.stringify(body),
    });
    if (status !== 200) throw new Error(`${status}: ${text}`);
  };
  const reconcile = async (kind: FluxKind, object: string) => {
    requests += 1;
    const request = `${name} ${requests}`;
    await patch(kind, object, {
      metadata: { annotations: { [REQUESTED_AT]: request } },
    });
    return cluster.until(
      fluxPath(kind, object),
      body =>
        body.status?.lastHandledReconcileAt === request && isSettled(body),
    );
  };
  const pushed = async () => {
    await git('push', '-q', 'origin', name);
    revision = `${name}@sha1:${await git('rev-parse', 'HEAD')}`;
    return revision;
  };
  const push = async (changes: Record<string, string | null>) => {
    await writeChanges(work, changes);
    await git('add', '--all');
    await git(
      'commit',
      '-q',
      '-m',
      `Change ${Object.keys(changes).join(', ')}`,
    );
    return pushed();
  };
  const fetched = async (wanted: string) => {
    await reconcile('GitRepository', name);
    await cluster.until(
      fluxPath('GitRepository', name),
      ({ status }) => status?.artifact?.revision === wanted,
    );
  };

  await push(files);
  await applyObjects(api, [
    {
      apiVersion: KINDS.GitRepository.apiVersion,
      kind: 'GitRepository',
      metadata: { name, namespace: DELIVERIES },
      spec: {
        url: repository.address(),
        ref: { branch: name },
        interval: '1h',
        timeout: '20s',
      },
    },
  ]);
  await cluster.until(
    fluxPath('GitRepository', name),
    body => body.status?.artifact && isSettled(body),
  );
  return {
    commit: async changes => fetched(await push(changes)),
    push,
    async revert() {
      await git('revert', '--no-edit', 'HEAD');
      return fetched(await pushed());
    },
    kustomize: (object, spec = {}) =>
      applyObjects(api, [
        {
          apiVersion: KINDS.Kustomization.apiVersion,
          kind: 'Kustomization',
          metadata: { name: object, namespace: DELIVERIES },
          spec: {
            sourceRef: { kind: 'GitRepository', name },
            interval: '1h',
            retryInterval: '1h',
            timeout: '20s',
            prune: true,
            ...spec,
          },
        },
      ]),
    settled: (object, ready = 'True') =>
      cluster.until(
        fluxPath('Kustomization', object),
        body =>
          body.status?.lastAttemptedRevision === revision &&
          isSettled(body) &&
          conditionOf(body, 'Ready')?.status === ready,
      ),
    reconcile,
    patch,
  };
}

/** A condition of an object; `undefined` when it has none of that type. */
export function conditionOf({ status }: Body, wanted: string): Body {
  return status?.conditions?.find(({ type }: Body) => type === wanted);
}

/** Whether Flux does nothing more with the object as it is but to try again later. */
function isSettled(body: Body): boolean {
  const { status, reason } = conditionOf(body, 'Reconciling') ?? {};
  const ready = conditionOf(body, 'Ready');
  return (
    ready !== undefined &&
    ready.status !== 'Unknown' &&
    (status !== 'True' || reason === 'ProgressingWithRetry') &&
    isRemembered(ready.reason, body.status)
  );
}

/** Flux writes conditions first and the rest of the status, with the history, afterwards. */
function isRemembered(
  reason: string,
  { history, lastAttemptedRevision }: Body,
): boolean {
  if (!REMEMBERED.includes(reason)) return true;
  const [last] = history ?? [];
  return (
    last?.lastReconciledStatus === reason &&
    last.metadata.revision === lastAttemptedRevision
  );
}

/** Writes files of a working tree; `null` removes one. */
export async function writeChanges(
  directory: string,
  changes: Record<string, string | null>,
): Promise<void> {
  const written: Record<string, string> = {};
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) await rm(join(directory, path));
    else written[path] = content;
  }
  await writeFiles(directory, written);
}
