import { KRO_LABELS, KRO_VERSION, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { readSnapshot } from './graphRevision';
import {
  GRAPH_REVISION,
  KRO_MANAGER,
  REVISION_HASH_LABEL,
  RGD,
} from './kroNames';

/** The revisions of an RGD by number, and whether some are still going. */
export function revisionsOf(
  client: Client,
  rgd: KubernetesObject,
): { live: KubernetesObject[]; terminating: boolean } {
  const all = client
    .list(GRAPH_REVISION)
    .filter(revision => readSnapshot(revision).name === rgd.metadata.name)
    .sort((a, b) => readSnapshot(a).revision - readSnapshot(b).revision);
  const live = all.filter(({ metadata }) => !metadata.deletionTimestamp);
  return { live, terminating: live.length < all.length };
}

/** Issues a revision that holds the RGD's present spec. */
export function issueRevision(
  client: Client,
  rgd: KubernetesObject,
  revision: number,
  hash: string,
): void {
  const { name = '', generation } = rgd.metadata;
  client.create(
    {
      ...GRAPH_REVISION,
      metadata: {
        name: `${name}-r${String(revision).padStart(5, '0')}`,
        labels: {
          [KRO_LABELS.owned]: 'true',
          [KRO_LABELS.version]: KRO_VERSION,
          [REVISION_HASH_LABEL]: hash,
          [KRO_LABELS.definitionName]: name,
        },
        ownerReferences: [ownerReference(rgd)],
      },
      spec: {
        revision,
        snapshot: { name, generation, spec: structuredClone(rgd.spec) },
      },
    },
    KRO_MANAGER,
  );
}

/** Makes revisions of an earlier RGD of that name the present one's, so that they go with it. */
export function adoptRevisions(
  client: Client,
  rgd: KubernetesObject,
  revisions: KubernetesObject[],
): void {
  for (const revision of revisions) {
    const { ownerReferences = [] } = revision.metadata;
    if (ownerReferences.some(({ uid }) => uid === rgd.metadata.uid)) continue;
    const others = ownerReferences.filter(({ kind }) => kind !== RGD.kind);
    client.update(
      {
        ...structuredClone(revision),
        metadata: {
          ...structuredClone(revision.metadata),
          ownerReferences: [...others, ownerReference(rgd)],
        },
      },
      KRO_MANAGER,
    );
  }
}

/** Deletes all but the newest `keep` revisions; 0 keeps all. */
export function dropOldRevisions(
  client: Client,
  revisions: KubernetesObject[],
  keep: number,
): void {
  if (keep <= 0) return;
  for (const { metadata } of revisions.slice(0, -keep)) {
    client.delete({ ...GRAPH_REVISION, name: metadata.name ?? '' });
  }
}

function ownerReference(rgd: KubernetesObject) {
  const { name = '', uid = '' } = rgd.metadata;
  return { ...RGD, name, uid, controller: true };
}
