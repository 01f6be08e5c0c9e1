import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { applyProgress } from './changeApply';
import {
  commitOf,
  durationMs,
  fluxName,
  fluxProblem,
  fluxRefOf,
  gitRepositoryOf,
  isSuspended,
  kustomizationForPath,
} from './flux';
import { textAt } from './objectFields';
import { StageProgress } from './stageProgress';

/** Flux' two stages of a change. */
export interface DeliveryProgress {
  fetched: StageProgress;
  applied: StageProgress;
}

/** The clocks of a forge and a cluster give whole seconds. */
const SECOND_MS = 1_000;

const ASK = 'ask the platform team';

/**
 * Whether what Flux fetched contains a merge: it is that commit, or it was fetched later. Fetched in the same second
 * it is an older one or a newer one; once Flux has had the time to look again, it is newer.
 */
function containsMerge(
  repository: KubernetesObject,
  mergeCommit: string | undefined,
  mergedAt: number,
  now: number,
): boolean {
  const revision = textAt(repository, 'status', 'artifact', 'revision');
  if (mergeCommit && commitOf(revision) === mergeCommit) return true;
  const fetchedAt = Date.parse(
    textAt(repository, 'status', 'artifact', 'lastUpdateTime') ?? '',
  );
  if (Number.isNaN(fetchedAt) || fetchedAt < mergedAt) return false;
  const interval = durationMs(textAt(repository, 'spec', 'interval'));
  return (
    fetchedAt >= mergedAt + SECOND_MS ||
    now > mergedAt + interval + 5 * SECOND_MS
  );
}

/** When this merge was fetched; unknown once Flux has fetched something newer. */
function ownFetchTime(
  repository: KubernetesObject,
  { mergeCommit }: ChangeFacts,
): { at?: string } {
  const revision = textAt(repository, 'status', 'artifact', 'revision');
  const at = textAt(repository, 'status', 'artifact', 'lastUpdateTime');
  return at && (!mergeCommit || commitOf(revision) === mergeCommit)
    ? { at }
    : {};
}

/** `10 s` for `10s`: how often Flux looks. */
function intervalOf(repository: KubernetesObject): string {
  const interval = textAt(repository, 'spec', 'interval') ?? '';
  return interval.replace(/(\d)([a-z])/g, '$1 $2');
}

function waitForFetch(
  repository: KubernetesObject,
  mergedAt: number,
  now: number,
): Omit<StageProgress, 'flux'> {
  const every = intervalOf(repository);
  const due = mergedAt + durationMs(textAt(repository, 'spec', 'interval'));
  if (now <= due) {
    return {
      done: false,
      sentence: `Flux looks at Git every ${every}`,
      due: new Date(due).toISOString(),
    };
  }
  return {
    done: false,
    sentence: `Flux looks at Git every ${every}, and has not seen the merge yet`,
    ...(now > due + 60 * SECOND_MS
      ? { help: `If it stays so, Flux is not running: ${ASK}` }
      : {}),
  };
}

function fetchProgress(
  repository: KubernetesObject,
  facts: ChangeFacts,
  now: number,
): StageProgress {
  const mergedAt = Date.parse(facts.mergedAt ?? '');
  const flux = fluxRefOf(repository);
  if (containsMerge(repository, facts.mergeCommit, mergedAt, now)) {
    return {
      done: true,
      sentence: `Flux fetched it into ${fluxName(repository)}`,
      ...ownFetchTime(repository, facts),
      flux,
    };
  }
  const problem = fluxProblem(repository);
  if (!problem) return { ...waitForFetch(repository, mergedAt, now), flux };
  const every = intervalOf(repository);
  return {
    done: false,
    failed: true,
    sentence: `Flux cannot fetch the repository: ${problem}`,
    help: isSuspended(repository)
      ? `It goes on once somebody resumes it: ${ASK}`
      : `Flux tries again every ${every}; if it lasts, ${ASK}`,
    flux,
  };
}

/**
 * Whether and how Flux brought a merged change into the cluster, and what it waits for. `name` is that of the change's
 * instance, where its file says so.
 */
export function deliveryProgress(
  store: ObjectStore,
  facts: ChangeFacts,
  now: number,
  name?: string,
): DeliveryProgress {
  const path = facts.files[0]?.path ?? '';
  const kustomization = kustomizationForPath(store, path);
  const repository = kustomization && gitRepositoryOf(store, kustomization);
  const waiting: StageProgress = {
    done: false,
    sentence: 'Flux applies it once it has fetched it',
  };
  if (!kustomization || !repository) {
    const sentence = kustomization
      ? `Kustomization ${fluxName(
          kustomization,
        )} reads from no GitRepository that this cluster has`
      : `No Flux Kustomization of this cluster covers \`${path}\``;
    return {
      fetched: {
        done: false,
        failed: true,
        sentence,
        help: `Nothing brings it into the cluster before that is mended: ${ASK}`,
        ...(kustomization ? { flux: fluxRefOf(kustomization) } : {}),
      },
      applied: waiting,
    };
  }
  const fetched = fetchProgress(repository, facts, now);
  return {
    fetched,
    applied: fetched.done
      ? applyProgress(store, { kustomization, repository }, facts, name)
      : waiting,
  };
}
