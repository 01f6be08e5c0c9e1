import { createHash } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext } from '../../controllers/controller';
import { formatGoDuration } from '../goDuration';
import { Artifacts } from '../source/artifacts';
import { SourceFiles } from '../source/sourceFiles';
import {
  ApplyError,
  applyObjects,
  Change,
  describeChanges,
} from './applyObjects';
import { BuildError } from './buildError';
import { DEPENDENCY_REQUEUE_MS, unmetDependency } from './dependencies';
import { DesiredObjects, desiredObjects } from './desiredObjects';
import { checkHealth } from './healthCheck';
import {
  Health,
  HealthExpressionError,
  healthEvaluator,
} from './healthExpressions';
import { inventoryEntry, inventoryOf, leftInventory } from './inventory';
import { KustomizationReport } from './kustomizationReport';
import { KustomizationSpec } from './kustomizationSpec';
import { kstatus } from './kstatus';
import { pruneObjects } from './pruneObjects';
import { SourceArtifact, sourceArtifact } from './sourceArtifact';
import { StepError } from './stepError';
import { HealthError, waitForHealth } from './waitForHealth';

/** How long a stage may take to be there before the next begins. */
const STAGE_TIMEOUT_MS = 60_000;

/** When to look again, and whether that is the only reason to. */
export interface RunResult {
  after: number;
  /** False while something is waited for: then any news is a reason to look. */
  settled: boolean;
}

type HealthOf = (object: KubernetesObject | undefined) => Health;

/** One reconciliation of one Kustomization: the steps of kustomize-controller, in its order. */
export class KustomizationRun {
  private readonly report: KustomizationReport;
  private digest = '';

  constructor(
    private readonly context: ControllerContext,
    private readonly artifacts: Artifacts,
    private readonly signal: AbortSignal,
    private readonly object: KubernetesObject,
    private readonly spec: KustomizationSpec,
  ) {
    this.report = new KustomizationReport(context, object, spec);
  }

  async run(): Promise<RunResult> {
    let healthOf: HealthOf;
    try {
      healthOf = healthEvaluator(this.spec.healthCheckExprs);
    } catch (error) {
      if (!(error instanceof HealthExpressionError)) throw error;
      return this.stall(error.message);
    }
    const artifact = sourceArtifact(this.context.client, this.spec);
    if ('waiting' in artifact)
      return this.wait('ArtifactFailed', artifact.waiting);
    const unmet = this.unmet(artifact.revision);
    if (typeof unmet !== 'string' && unmet) return unmet;
    if (unmet) {
      return this.wait('DependencyNotReady', unmet, {
        message: `Dependencies do not meet ready condition, retrying in ${formatGoDuration(
          DEPENDENCY_REQUEUE_MS,
        )}`,
        revision: artifact.revision,
      });
    }
    return this.reconcile(artifact, healthOf);
  }

  private unmet(revision: string): string | RunResult | undefined {
    try {
      return unmetDependency(
        this.context.client,
        this.object,
        this.spec,
        revision,
      );
    } catch (error) {
      if (!(error instanceof HealthExpressionError)) throw error;
      return this.stall(error.message);
    }
  }

  private async reconcile(
    artifact: SourceArtifact,
    healthOf: HealthOf,
  ): Promise<RunResult> {
    const { revision } = artifact;
    this.report.begin(revision);
    try {
      const files = await this.files(artifact);
      if (!files) {
        return this.wait(
          'ArtifactFailed',
          `Source is not ready, artifact not found, retrying in ${formatGoDuration(
            DEPENDENCY_REQUEUE_MS,
          )}`,
        );
      }
      const desired = this.build(revision, files);
      const changes = await this.apply(revision, desired);
      this.prune(revision, changes);
      await this.health(revision, changes, healthOf);
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      this.report.fail(revision, error, this.digest);
      return { after: this.spec.retryInterval, settled: true };
    }
    const { interval } = this.spec;
    this.report.succeed(artifact, this.digest, interval);
    return { after: interval, settled: true };
  }

  private async files({
    sha,
  }: SourceArtifact): Promise<SourceFiles | undefined> {
    const { source } = this.spec;
    return (await this.artifacts.has(source, sha))
      ? this.artifacts.files(source, sha)
      : undefined;
  }

  private build(revision: string, files: SourceFiles): DesiredObjects {
    const { path } = this.spec;
    if (!files.has(path)) {
      throw new StepError(
        'ArtifactFailed',
        `kustomization path not found: stat ${this.rootName()}/${path}: no such file or directory`,
      );
    }
    this.report.status.set('lastAttemptedRevision', revision);
    this.report.progress(`Building manifests for revision ${revision}`);
    try {
      const { client } = this.context;
      const desired = desiredObjects(
        client,
        this.object,
        this.spec,
        files,
        this.rootName(),
      );
      this.digest = desired.digest;
      return desired;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      throw new StepError('BuildFailed', error.message);
    }
  }

  private async apply(
    revision: string,
    { objects }: DesiredObjects,
  ): Promise<Change[]> {
    const { client } = this.context;
    this.report.progress(`Detecting drift for revision ${revision}`);
    try {
      const changes = await applyObjects(client, objects, {
        force: this.spec.force,
        established: async stage => {
          await waitForHealth(client, stage, {
            timeout: STAGE_TIMEOUT_MS,
            healthOf: object => ({ status: kstatus(object) }),
            signal: this.signal,
          });
        },
      });
      const log = describeChanges(changes);
      if (log) this.report.event('Normal', log, revision);
      return changes;
    } catch (error) {
      if (!(error instanceof ApplyError || error instanceof HealthError))
        throw error;
      throw new StepError('ReconciliationFailed', error.message);
    }
  }

  private prune(revision: string, changes: Change[]): void {
    const before = inventoryOf(this.object);
    const after = changes.map(({ object }) => inventoryEntry(object));
    const left = leftInventory(before, after);
    this.report.status.set('inventory', { entries: after });
    if (!this.spec.prune || left.length === 0) return;
    const { log, survivors, error } = pruneObjects(
      this.context.client,
      left,
      this.owner(),
    );
    if (error) {
      this.report.status.set('inventory', {
        entries: [...after, ...survivors],
      });
      throw new StepError('PruneFailed', error);
    }
    this.report.event('Normal', log, revision);
  }

  private health(
    revision: string,
    changes: Change[],
    healthOf: HealthOf,
  ): Promise<void> {
    return checkHealth({
      client: this.context.client,
      report: this.report,
      spec: this.spec,
      object: this.object,
      revision,
      changes,
      healthOf,
      signal: this.signal,
    });
  }

  private wait(
    reason: string,
    message: string,
    event?: { message: string; revision: string },
  ): RunResult {
    this.report.wait(reason, message, event);
    return { after: DEPENDENCY_REQUEUE_MS, settled: false };
  }

  private stall(message: string): RunResult {
    this.report.stall(message);
    return { after: this.spec.interval, settled: true };
  }

  /** Flux unpacks into a fresh directory each time; here its number stays, so that messages do not flicker. */
  private rootName(): string {
    const hash = createHash('sha256')
      .update(String(this.object.metadata.uid))
      .digest();
    return `/tmp/kustomization-${hash.readUInt32BE(0)}`;
  }

  private owner(): { name: string; namespace: string } {
    const { name = '', namespace = '' } = this.object.metadata;
    return { name, namespace };
  }
}
