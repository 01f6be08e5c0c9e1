import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import {
  commitOf,
  durationMs,
  fluxName,
  fluxProblem,
  gitRepositoryOf,
  kustomizationForPath,
} from './flux';
import { conditionOf, listAt, textAt } from './objectFields';

/** How far one stage got. */
export interface StageProgress {
  done: boolean;
  failed?: boolean;
  sentence: string;
  at?: string;
}

/** Flux' two stages of a change. */
export interface DeliveryProgress {
  fetched: StageProgress;
  applied: StageProgress;
}

/** The clocks of a forge and a cluster give whole seconds. */
const SECOND_MS = 1_000;

function inSeconds(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  return seconds >= 120 ? `${Math.ceil(seconds / 60)} min` : `${seconds} s`;
}

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

function waitForFetch(
  repository: KubernetesObject,
  mergedAt: number,
  now: number,
): string {
  const interval = durationMs(textAt(repository, 'spec', 'interval'));
  const left = mergedAt + interval - now;
  return left > 0
    ? `Flux looks again within ${inSeconds(left)}`
    : `Flux should have looked ${inSeconds(-left)} ago; it looks every ${
        textAt(repository, 'spec', 'interval') ?? 'now and then'
      }`;
}

function fetchProgress(
  repository: KubernetesObject,
  facts: ChangeFacts,
  now: number,
): StageProgress {
  const mergedAt = Date.parse(facts.mergedAt ?? '');
  if (containsMerge(repository, facts.mergeCommit, mergedAt, now)) {
    const at = textAt(repository, 'status', 'artifact', 'lastUpdateTime');
    return {
      done: true,
      sentence: `Flux fetched it into ${fluxName(repository)}`,
      ...(at ? { at } : {}),
    };
  }
  const problem = fluxProblem(repository);
  return problem
    ? {
        done: false,
        failed: true,
        sentence: `Flux cannot fetch the repository: ${problem}`,
      }
    : { done: false, sentence: waitForFetch(repository, mergedAt, now) };
}

/** When a revision was first reconciled, as the Kustomization's history tells. */
function appliedAt(
  kustomization: KubernetesObject,
  revision: string,
): string | undefined {
  const entry = listAt(kustomization, 'status', 'history').find(
    candidate => textAt(candidate, 'metadata', 'revision') === revision,
  );
  return (
    textAt(entry, 'firstReconciled') ??
    conditionOf(kustomization, 'Ready')?.lastTransitionTime
  );
}

function applyProgress(
  kustomization: KubernetesObject,
  repository: KubernetesObject,
  facts: ChangeFacts,
): StageProgress {
  const fetched = textAt(repository, 'status', 'artifact', 'revision');
  const applied = textAt(kustomization, 'status', 'lastAppliedRevision');
  if (
    applied &&
    (applied === fetched || commitOf(applied) === facts.mergeCommit)
  ) {
    const at = appliedAt(kustomization, applied);
    return {
      done: true,
      sentence: `Flux applied it through ${fluxName(kustomization)}`,
      ...(at ? { at } : {}),
    };
  }
  const attempted = textAt(kustomization, 'status', 'lastAttemptedRevision');
  const problem = fluxProblem(kustomization);
  if (problem && /dependency/i.test(problem)) {
    return { done: false, sentence: `Flux waits: ${problem}` };
  }
  if (problem && (attempted === fetched || /is suspended$/.test(problem))) {
    return {
      done: false,
      failed: true,
      sentence: `Flux cannot apply it: ${problem}`,
    };
  }
  return {
    done: false,
    sentence: `${fluxName(kustomization)} is about to apply it`,
  };
}

/** Whether and how Flux brought a merged change into the cluster, and what it waits for. */
export function deliveryProgress(
  store: ObjectStore,
  facts: ChangeFacts,
  now: number,
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
      fetched: { done: false, failed: true, sentence },
      applied: waiting,
    };
  }
  const fetched = fetchProgress(repository, facts, now);
  return {
    fetched,
    applied: fetched.done
      ? applyProgress(kustomization, repository, facts)
      : waiting,
  };
}
