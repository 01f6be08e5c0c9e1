import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import {
  asFields,
  conditionsOf,
  isConditionTrue,
  specOf,
  statusOf,
} from '../fields';
import { KUSTOMIZATION } from '../fluxTypes';
import { predicate } from './healthExpressions';
import { Dependency, KustomizationSpec } from './kustomizationSpec';

/** kustomize-controller's `--requeue-dependency`: how long until what it waits for is looked at again. */
export const DEPENDENCY_REQUEUE_MS = 1_000;

/** Why a Kustomization has to wait for another; `undefined` when it has not. The words are Flux's. */
export function unmetDependency(
  client: Client,
  object: KubernetesObject,
  spec: KustomizationSpec,
  revision: string,
): string | undefined {
  for (const dependency of spec.dependsOn) {
    const unmet = reasonToWait(client, object, spec, revision, dependency);
    if (unmet) return unmet;
  }
  return undefined;
}

function reasonToWait(
  client: Client,
  object: KubernetesObject,
  spec: KustomizationSpec,
  revision: string,
  { name, namespace, readyExpr }: Dependency,
): string | undefined {
  const full = `${namespace}/${name}`;
  const other = client.get({ ...KUSTOMIZATION, name, namespace });
  if (!other) {
    return `dependency '${full}' not found: kustomizations.kustomize.toolkit.fluxcd.io "${name}" not found`;
  }
  if (readyExpr) {
    const ready = predicate(readyExpr, `dependsOn ${full} readyExpr`);
    return ready({ ...KUSTOMIZATION, metadata: {}, self: object, dep: other })
      ? undefined
      : `dependency '${full}' is not ready according to readyExpr eval`;
  }
  const status = statusOf(other);
  const ready =
    conditionsOf(other).length > 0 &&
    status.observedGeneration === other.metadata.generation &&
    isConditionTrue(other, 'Ready');
  if (!ready) return `dependency '${full}' is not ready`;
  return sameSource(spec, other) && status.lastAppliedRevision !== revision
    ? `dependency '${full}' revision is not up to date`
    : undefined;
}

function sameSource(
  { source }: KustomizationSpec,
  other: KubernetesObject,
): boolean {
  const ref = asFields(specOf(other).sourceRef);
  return (
    ref.kind === source.kind &&
    ref.name === source.name &&
    (ref.namespace ?? other.metadata.namespace) === source.namespace
  );
}
