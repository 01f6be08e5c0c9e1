import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext } from '../../controllers/controller';
import { formatGoDuration } from '../goDuration';
import { StatusWriter } from '../statusWriter';
import { withOutcome } from './history';
import { KustomizationSpec } from './kustomizationSpec';
import { SourceArtifact } from './sourceArtifact';
import { StepError } from './stepError';

/** The name under which kustomize-controller reports events. */
export const COMPONENT = 'kustomize-controller';
/** The field manager that kustomize-controller writes status with. */
export const MANAGER = 'gotk-kustomize-controller';

/** What kustomize-controller says of one reconciliation: conditions, history and events, in its words. */
export class KustomizationReport {
  readonly status: StatusWriter;
  private readonly began = performance.now();

  constructor(
    private readonly context: ControllerContext,
    private readonly object: KubernetesObject,
    private readonly spec: KustomizationSpec,
  ) {
    this.status = new StatusWriter(context.client, object, MANAGER);
  }

  /** It has begun. */
  begin(revision: string): void {
    this.status.unmark('Stalled');
    this.status.mark(
      'Ready',
      'Unknown',
      'Progressing',
      'Reconciliation in progress',
    );
    this.progress(`Fetching manifests for revision ${revision}`);
  }

  /** What is being done now; returns the sentence. */
  progress(doing: string, save = true): string {
    const message = `${doing} with a timeout of ${formatGoDuration(
      this.spec.timeout,
    )}`;
    this.status.mark('Reconciling', 'True', 'Progressing', message);
    if (save) this.status.save();
    return message;
  }

  /** All is applied, and healthy where that was asked for. */
  succeed(
    { revision, originRevision }: SourceArtifact,
    digest: string,
    next: number,
  ): void {
    this.status.set('lastAppliedRevision', revision);
    this.status.set('lastAppliedOriginRevision', originRevision);
    this.observe();
    this.remember('ReconciliationSucceeded', revision, digest);
    this.status.mark(
      'Ready',
      'True',
      'ReconciliationSucceeded',
      `Applied revision: ${revision}`,
    );
    this.status.unmark('Reconciling');
    this.finish();
    const took = formatGoDuration(performance.now() - this.began);
    this.event(
      'Normal',
      `Reconciliation finished in ${took}, next run in ${formatGoDuration(
        next,
      )}`,
      revision,
      { 'kustomize.toolkit.fluxcd.io/commit_status': 'update' },
    );
  }

  /** A step failed and will be tried again. Without a digest nothing was built, and history has no entry. */
  fail(revision: string, { reason, message }: StepError, digest: string): void {
    if (digest) this.remember(reason, revision, digest);
    this.status.mark('Ready', 'False', reason, message);
    const reconciling = this.status.condition('Reconciling');
    this.status.mark(
      'Reconciling',
      'True',
      'ProgressingWithRetry',
      reconciling?.message ?? '',
    );
    this.finish();
    this.event('Warning', message, revision);
  }

  /** Something has to be there first. */
  wait(
    reason: string,
    message: string,
    event?: { message: string; revision: string },
  ): void {
    const known = this.status.condition('Ready');
    this.status.mark('Ready', 'False', reason, message);
    this.finish();
    if (event && known?.message !== message) {
      this.event('Normal', event.message, event.revision);
    }
  }

  /** Nothing will change before the object does. */
  stall(message: string): void {
    const full = `Reconciliation failed terminally due to configuration error: ${message}`;
    this.status.mark('Ready', 'False', 'InvalidCELExpression', full);
    this.status.mark('Stalled', 'True', 'InvalidCELExpression', full);
    this.status.unmark('Reconciling');
    this.observe();
    this.finish();
    this.event('Warning', full);
  }

  /** It is suspended: what was said of a ready one holds for its newest generation, too. */
  rest(): void {
    if (this.status.condition('Ready')?.status !== 'True') return;
    this.observe();
    this.status.save();
  }

  /** Records an event with the reason of the Ready condition. */
  event(
    type: 'Normal' | 'Warning',
    message: string,
    revision?: string,
    more: Record<string, string> = {},
  ): void {
    this.context.recordEvent(this.object, {
      type,
      reason: this.status.condition('Ready')?.reason ?? 'info',
      message,
      component: COMPONENT,
      annotations: {
        ...(revision
          ? { 'kustomize.toolkit.fluxcd.io/revision': revision }
          : {}),
        ...more,
      },
    });
  }

  private observe(): void {
    this.status.set('observedGeneration', this.object.metadata.generation);
  }

  private finish(): void {
    this.status.acknowledge();
    this.status.save();
  }

  private remember(status: string, revision: string, digest: string): void {
    const duration = performance.now() - this.began;
    const outcome = { digest, status, revision, duration };
    this.status.set(
      'history',
      withOutcome(this.status.get('history'), outcome),
    );
  }
}
