import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  CHANGE_BRANCH_PREFIX,
  ChangeChecks,
  ChangeDetail,
  ChangeSummary,
  isChangeBranch,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Forge, ForgeError, MergeStyle } from '@mini-atlas/forge';
import { changeChecksOf } from './changeChecks';
import { changeDetailOf } from './changeDetail';
import { Changes, Viewer } from './changes';
import { changeSummaryOf } from './changeSummary';
import { instanceOfChange, ChangedInstanceRefs } from './instanceOfChange';
import { mergeMessage } from './mergeMessage';
import { CommitReader } from './commitReader';
import { KnownPullRequest, PullRequestCache } from './pullRequestCache';
import { StageTimes } from './stageTimes';
import { withSuccessors } from './successors';

/** What a failing forge means for the caller. */
function asCallerError(error: unknown): unknown {
  if (!(error instanceof ForgeError)) return error;
  return error.kind === 'not-found'
    ? new NotFoundError(error.message, error)
    : new ServiceUnavailableError(error.message, error);
}

/** The forge's no to a merge is an answer; that it does not answer is none. */
function asMergeError(error: unknown): unknown {
  return error instanceof ForgeError &&
    ['conflict', 'forbidden', 'invalid'].includes(error.kind)
    ? new ConflictError(error.message, error)
    : error;
}

/** Changes of one delivery repository. */
export class ForgeChanges implements Changes {
  private readonly instances = new Map<string, ChangedInstanceRefs>();
  private readonly times = new StageTimes();
  private readonly commits: CommitReader;

  constructor(
    private readonly options: {
      forge: Forge;
      cache: PullRequestCache;
      cluster: KroCluster;
      /** How changes are merged; absent where the portal merges none. */
      mergeStyle?: MergeStyle;
      onStop(): void;
    },
  ) {
    this.commits = new CommitReader(options.forge);
  }

  async list(options?: { maxAgeMs?: number }): Promise<ChangeSummary[]> {
    return this.ask(async () => {
      const known = await this.options.cache.list(options?.maxAgeMs);
      const changes: ChangeSummary[] = [];
      for (const item of known) changes.push(await this.summary(item));
      return withSuccessors(changes);
    });
  }

  async detail(number: number, { mayMerge }: Viewer): Promise<ChangeDetail> {
    return this.ask(async () => {
      const known = await this.own(number);
      return changeDetailOf(this.options.forge, known, {
        summary: await this.summaryAmongOthers(known),
        diff: await this.commits.diff(known.pullRequest),
        merging: { style: this.options.mergeStyle, mayMerge },
      });
    });
  }

  async checks(number: number): Promise<ChangeChecks> {
    return this.ask(async () => {
      const known = await this.own(number);
      const { headCommit, state } = known.pullRequest;
      if (state !== 'open') {
        return { headCommit, checks: [], childChanges: [], statuses: [] };
      }
      const [findings, statuses] = await Promise.all([
        changeChecksOf(
          { cluster: this.options.cluster, changes: this },
          await this.summary(known),
          path => this.commits.file(path, headCommit),
        ),
        this.commits.statuses(headCommit),
      ]);
      return { headCommit, ...findings, statuses };
    });
  }

  async merge(
    number: number,
    { headCommit, by }: { headCommit: string; by: string },
  ): Promise<void> {
    const { cache, forge, mergeStyle: style } = this.options;
    if (!style) {
      throw new NotAllowedError(
        'this portal merges nothing: kro.changes.merge is disabled. Merge it at the Git host',
      );
    }
    await this.ask(async () => {
      const { pullRequest } = await this.own(number);
      const message = mergeMessage(pullRequest, by);
      try {
        cache.learn(await forge.merge(number, { headCommit, style, message }));
      } catch (error) {
        throw asMergeError(error);
      }
    });
  }

  async readFile(path: string): Promise<string | undefined> {
    return this.ask(async () => {
      const file = await this.options.forge.readFile(path);
      return file?.content;
    });
  }

  async listFiles(directory: string): Promise<string[]> {
    return this.ask(() => this.options.forge.listFiles(directory));
  }

  fileUrl(path: string): string {
    return this.options.forge.fileUrl(path);
  }

  subscribe(listener: () => void): () => void {
    return this.options.cache.subscribe(listener);
  }

  stop(): void {
    this.options.cache.stop();
    this.options.onStop();
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw asCallerError(error);
    }
  }

  /** A pull request of the portal. */
  private async own(number: number): Promise<KnownPullRequest> {
    const known = await this.options.cache.one(number);
    const { branch } = known.pullRequest;
    if (isChangeBranch(branch)) return known;
    throw new NotFoundError(
      `pull request #${number} is no change of the portal: its branch is '${branch}', not '${CHANGE_BRANCH_PREFIX}…'`,
    );
  }

  private async summaryAmongOthers(
    known: KnownPullRequest,
  ): Promise<ChangeSummary> {
    const { number } = known.pullRequest;
    const others = (await this.list()).filter(
      change => change.number !== number,
    );
    const [summary] = withSuccessors([await this.summary(known), ...others]);
    return summary;
  }

  private async summary(known: KnownPullRequest): Promise<ChangeSummary> {
    const { cluster, forge } = this.options;
    const key = `${known.pullRequest.number} ${known.pullRequest.headCommit}`;
    const refs =
      this.instances.get(key) ??
      (await instanceOfChange({ cluster, forge }, known));
    // Before the abstractions are known nothing can be told from a path: that must not be remembered.
    if (refs.instance) this.instances.set(key, refs);
    const summary = changeSummaryOf(cluster, known, refs);
    const { number, stages } = summary;
    return { ...summary, stages: this.times.complete(number, stages) };
  }
}
