import { KubernetesObject } from '@mini-atlas/kro';
import { ControllerContext } from '../../controllers/controller';
import { asFields, statusOf } from '../fields';
import { requestedAt, StatusWriter } from '../statusWriter';
import { Artifacts, SourceName } from './artifacts';
import { fetchCommit, FetchError, Remote, remoteCommit } from './gitRemote';
import { authorizationFrom, GitRepositorySpec } from './gitRepositorySpec';

const COMPONENT = 'source-controller';
/** The field manager that source-controller writes with. */
export const MANAGER = 'gotk-source-controller';
/** Events show this much of a commit's message. */
const LONGEST_SUBJECT = 50;

/** What the controller needs besides the cluster. */
export interface SourceSettings {
  artifacts: Artifacts;
  /** Base address under which artifacts are served. */
  artifactUrl(): string;
  /** Ends what is under way. */
  signal: AbortSignal;
}

/** One reconciliation of one GitRepository. */
export class GitRepositoryRun {
  private readonly status: StatusWriter;

  constructor(
    private readonly context: ControllerContext,
    private readonly settings: SourceSettings,
    private readonly object: KubernetesObject,
    private readonly spec: GitRepositorySpec & { fault?: string },
  ) {
    this.status = new StatusWriter(context.client, object, MANAGER);
  }

  /** True when the artifact is that of the remote's commit. */
  async run(): Promise<boolean> {
    if (this.spec.fault) return this.stall(this.spec.fault);
    this.begin();
    try {
      await this.fetch(this.remote());
      return true;
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      this.fail(error);
      return false;
    }
  }

  /** What is known of a suspended one stays, for its newest generation. */
  rest(): void {
    const ready = this.status.condition('Ready');
    if (ready) {
      const { status, reason = '', message = '' } = ready;
      this.status.mark('Ready', status, reason, message);
    }
    this.finish();
  }

  private begin(): void {
    const { generation = 0 } = this.object.metadata;
    const observed = Number(this.status.get('observedGeneration') ?? -1);
    const isNew = generation !== observed;
    this.progress(
      isNew
        ? `processing object: new generation ${observed} -> ${generation}`
        : 'reconciliation in progress',
    );
    const requested =
      requestedAt(this.object) !== this.status.get('lastHandledReconcileAt');
    if (isNew || requested) this.status.save();
    if (this.status.get('artifact')) return;
    this.status.unmark('ArtifactInStorage');
    this.progress('building artifact', true);
    this.status.save();
  }

  /** What is being done; with `outdated`, what there was does not count any more. */
  private progress(message: string, outdated = false): void {
    this.status.unmark('Stalled');
    this.status.mark('Reconciling', 'True', 'Progressing', message);
    const ready = this.status.condition('Ready');
    if (outdated || !ready || ready.status === 'Unknown') {
      this.status.mark('Ready', 'Unknown', 'Progressing', message);
    }
  }

  private remote(): Remote {
    const { url, timeout, secretName } = this.spec;
    const { namespace = '' } = this.object.metadata;
    return {
      url,
      ...(secretName
        ? {
            authorization: authorizationFrom(
              this.context.client,
              namespace,
              secretName,
            ),
          }
        : {}),
      signal: AbortSignal.any([
        this.settings.signal,
        AbortSignal.timeout(timeout),
      ]),
    };
  }

  private async fetch(remote: Remote): Promise<void> {
    const { artifacts } = this.settings;
    const source = nameOf(this.object);
    const artifact = asFields(statusOf(this.object).artifact);
    const isKnown = artifact.revision !== undefined;
    const sha = await remoteCommit(remote, this.spec.ref, isKnown);
    const revision = this.revisionOf(sha);
    if (artifact.revision === revision && (await artifacts.has(source, sha))) {
      this.event(
        'Normal',
        'GitOperationSucceeded',
        // Spelt as source-controller spells it.
        `no changes since last reconcilation: observed revision '${revision}'`,
      );
      this.succeed(revision);
      return;
    }
    this.announce(revision, isKnown);
    const commit = await fetchCommit(
      artifacts.gitDirectory(source),
      remote,
      this.spec.ref,
      sha,
    );
    await this.store(source, this.revisionOf(commit.sha), commit);
  }

  private announce(revision: string, replaces: boolean): void {
    const message = `new upstream revision '${revision}'`;
    if (replaces) {
      this.status.mark('ArtifactOutdated', 'True', 'NewRevision', message);
    }
    this.progress(`building artifact: ${message}`, true);
    this.status.save();
  }

  private async store(
    source: SourceName,
    revision: string,
    { sha, subject }: { sha: string; subject: string },
  ): Promise<void> {
    const stored = await this.settings.artifacts.store(source, sha);
    this.status.set('artifact', {
      digest: stored.digest,
      lastUpdateTime: new Date().toISOString().replace(/\.\d+/, ''),
      path: stored.path,
      revision,
      size: stored.size,
      url: `${this.settings.artifactUrl()}/${stored.path}`,
    });
    this.succeed(revision);
    const short =
      subject.length > LONGEST_SUBJECT
        ? `${subject.slice(0, LONGEST_SUBJECT)}...`
        : subject;
    this.event(
      'Normal',
      'NewArtifact',
      `stored artifact for commit '${short}'`,
      {
        'source.toolkit.fluxcd.io/revision': revision,
        'source.toolkit.fluxcd.io/digest': stored.digest,
      },
    );
  }

  private succeed(revision: string): void {
    const message = `stored artifact for revision '${revision}'`;
    for (const type of [
      'FetchFailed',
      'ArtifactOutdated',
      'Reconciling',
      'Stalled',
    ]) {
      this.status.unmark(type);
    }
    this.status.mark('Ready', 'True', 'Succeeded', message);
    this.status.mark('ArtifactInStorage', 'True', 'Succeeded', message);
    this.finish();
  }

  private fail(error: FetchError): void {
    const authentication = /^(failed to get|invalid) secret/.test(
      error.message,
    );
    const reason = authentication
      ? 'AuthenticationFailed'
      : 'GitOperationFailed';
    const message = authentication
      ? error.message
      : `failed to checkout and determine revision: ${error.message}`;
    this.status.mark('FetchFailed', 'True', reason, message);
    this.status.mark('Ready', 'False', reason, message);
    this.status.mark(
      'Reconciling',
      'True',
      'ProgressingWithRetry',
      this.status.condition('Reconciling')?.message ??
        'reconciliation in progress',
    );
    this.status.acknowledge();
    this.status.save();
    this.event('Warning', reason, message);
  }

  /** Nothing will change before the object does. */
  private stall(fault: string): boolean {
    this.status.unmark('Reconciling');
    this.status.mark('Stalled', 'True', 'URLInvalid', fault);
    this.status.mark('FetchFailed', 'True', 'URLInvalid', fault);
    this.status.mark('Ready', 'False', 'URLInvalid', fault);
    this.finish();
    this.event('Warning', 'URLInvalid', fault);
    return true;
  }

  private finish(): void {
    this.status.set('observedGeneration', this.object.metadata.generation);
    this.status.acknowledge();
    this.status.save();
  }

  private revisionOf(sha: string): string {
    const { name } = this.spec.ref;
    return name ? `${name}@sha1:${sha}` : `sha1:${sha}`;
  }

  private event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    annotations?: Record<string, string>,
  ): void {
    this.context.recordEvent(this.object, {
      type,
      reason,
      message,
      component: COMPONENT,
      ...(annotations ? { annotations } : {}),
    });
  }
}

/** Names a GitRepository. */
export function nameOf({ metadata }: KubernetesObject): SourceName {
  return { namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
}
