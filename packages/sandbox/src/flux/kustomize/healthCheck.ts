import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { KUSTOMIZATION } from '../fluxTypes';
import { formatGoDuration } from '../goDuration';
import { Change, describeChanges } from './applyObjects';
import { Health } from './healthExpressions';
import { ObjectRef } from './inventory';
import { KustomizationReport } from './kustomizationReport';
import { KustomizationSpec } from './kustomizationSpec';
import { StepError } from './stepError';
import { HealthError, waitForHealth } from './waitForHealth';

/** What a health check works with. */
export interface HealthCheck {
  client: Client;
  report: KustomizationReport;
  spec: KustomizationSpec;
  object: KubernetesObject;
  revision: string;
  /** What was applied. */
  changes: Change[];
  healthOf(object: KubernetesObject | undefined): Health;
  signal: AbortSignal;
}

/**
 * Waits until what a Kustomization names or applies is healthy, whatever comes in between: Flux breaks off for a newer
 * revision only with the feature gate `CancelHealthCheckOnNewRevision`.
 * @throws StepError when it does not become so
 */
export async function checkHealth(check: HealthCheck): Promise<void> {
  const { client, report, spec, revision, healthOf, signal } = check;
  const objects = objectsToCheck(check);
  if (objects.length === 0) {
    report.status.unmark('Healthy');
    return;
  }
  const wasHealthy = report.status.condition('Healthy')?.status === 'True';
  const began = performance.now();
  const doing = `Running health checks for revision ${revision}`;
  const message = report.progress(doing, false);
  report.status.mark('Healthy', 'Unknown', 'Progressing', message);
  report.status.save();
  const took = () => formatGoDuration(performance.now() - began);
  try {
    const { timeout } = spec;
    await waitForHealth(client, objects, { timeout, healthOf, signal });
  } catch (error) {
    if (!(error instanceof HealthError)) throw error;
    report.status.mark('Healthy', 'False', 'HealthCheckFailed', error.message);
    throw new StepError(
      'HealthCheckFailed',
      `health check failed after ${took()}: ${error.message}`,
    );
  }
  const passed = `Health check passed in ${took()}`;
  const isNew = revision !== report.status.get('lastAppliedRevision');
  if (!wasHealthy || (isNew && describeChanges(check.changes) !== '')) {
    report.event('Normal', passed, revision);
  }
  report.status.mark('Healthy', 'True', 'Succeeded', passed);
}

function objectsToCheck({ spec, changes, object }: HealthCheck): ObjectRef[] {
  const objects = spec.wait
    ? changes
        .filter(({ action }) => action !== 'skipped')
        .map(change => change.object)
    : spec.healthChecks;
  const { name, namespace } = object.metadata;
  // Waiting for itself would never end.
  return objects.filter(
    other =>
      other.kind !== KUSTOMIZATION.kind ||
      other.metadata.name !== name ||
      other.metadata.namespace !== namespace,
  );
}
