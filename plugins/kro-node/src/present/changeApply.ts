import { ChangeFacts } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { KUSTOMIZATION } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import {
  commitOf,
  fluxName,
  fluxProblem,
  fluxRefOf,
  isSuspended,
  kustomizationDirectory,
} from './flux';
import { conditionOf, listAt, textAt } from './objectFields';
import { StageProgress, timeAfter } from './stageProgress';

/**
 * When a merge was applied, as the Kustomization's history tells. History counts manifests: an entry whose content was
 * there before, as after a creation and its removal, began before this merge and is not its time.
 */
function appliedAt(
  kustomization: KubernetesObject,
  { mergeCommit, mergedAt }: ChangeFacts,
): { at?: string } {
  const entry = listAt(kustomization, 'status', 'history').find(
    candidate =>
      mergeCommit &&
      commitOf(textAt(candidate, 'metadata', 'revision')) === mergeCommit,
  );
  return timeAfter(textAt(entry, 'firstReconciled'), mergedAt);
}

/** The objects are applied, and the Kustomization waits, or waited in vain, until they are healthy. */
function isCheckingHealth(kustomization: KubernetesObject): boolean {
  const reconciling = conditionOf(kustomization, 'Reconciling');
  return (
    conditionOf(kustomization, 'Ready')?.reason === 'HealthCheckFailed' ||
    (reconciling?.status === 'True' &&
      /^Running health checks/.test(reconciling.message ?? ''))
  );
}

/** What a Kustomization waits for: the first of those it depends on that does not get on. */
function dependencyProblem(
  store: ObjectStore,
  kustomization: KubernetesObject,
): { object: KubernetesObject; problem: string } | undefined {
  for (const entry of listAt(kustomization, 'spec', 'dependsOn')) {
    const object = store.get(
      KUSTOMIZATION,
      textAt(entry, 'name') ?? '',
      textAt(entry, 'namespace') ?? kustomization.metadata.namespace,
    );
    const problem = object && fluxProblem(object);
    if (object && problem) return { object, problem };
  }
  return undefined;
}

function waitForDependency(
  store: ObjectStore,
  kustomization: KubernetesObject,
  problem: string,
): StageProgress {
  const found = dependencyProblem(store, kustomization);
  return {
    done: false,
    sentence: found
      ? `Flux waits for Kustomization ${fluxName(found.object)}: ${
          found.problem
        }`
      : `Flux waits: ${problem}`,
    help: 'It goes on by itself once that is as it should be',
    flux: fluxRefOf(found?.object ?? kustomization),
  };
}

/** Whether Flux speaks of a change's own manifest: it names its file, `Kind/namespace/name` or `Kind "name"`. */
function isAbout(
  problem: string,
  { files }: ChangeFacts,
  name: string | undefined,
): boolean {
  return (
    files.some(({ path }) => problem.includes(path)) ||
    (name !== undefined && new RegExp(`[/"]${name}(?![-.\\w])`).test(problem))
  );
}

function applyHelp(kustomization: KubernetesObject, isOwn: boolean): string {
  if (isSuspended(kustomization)) {
    return 'It goes on once somebody resumes it: ask the platform team';
  }
  return isOwn
    ? 'Correct the file by another change, or take it out again'
    : `Until that is mended, nothing below \`${
        kustomizationDirectory(kustomization) || '.'
      }\` is applied. Look which change brought it`;
}

/** Whether Flux applied a merge that it has fetched, and what it waits for. `name` is that of the change's instance. */
export function applyProgress(
  store: ObjectStore,
  {
    kustomization,
    repository,
  }: { kustomization: KubernetesObject; repository: KubernetesObject },
  facts: ChangeFacts,
  name: string | undefined,
): StageProgress {
  const fetched = textAt(repository, 'status', 'artifact', 'revision');
  const applied = textAt(kustomization, 'status', 'lastAppliedRevision');
  const attempted = textAt(kustomization, 'status', 'lastAttemptedRevision');
  const isApplied =
    applied && (applied === fetched || commitOf(applied) === facts.mergeCommit);
  const flux = fluxRefOf(kustomization);
  if (isApplied || (attempted === fetched && isCheckingHealth(kustomization))) {
    return {
      done: true,
      sentence: `Flux applied it through ${fluxName(kustomization)}`,
      ...appliedAt(kustomization, facts),
      flux,
    };
  }
  const problem = fluxProblem(kustomization);
  if (problem && /dependency/i.test(problem)) {
    return waitForDependency(store, kustomization, problem);
  }
  if (problem && (attempted === fetched || isSuspended(kustomization))) {
    return {
      done: false,
      failed: true,
      sentence: `Flux cannot apply it: ${problem}`,
      help: applyHelp(kustomization, isAbout(problem, facts, name)),
      flux,
    };
  }
  return {
    done: false,
    sentence: `${fluxName(kustomization)} is about to apply it`,
    flux,
  };
}
