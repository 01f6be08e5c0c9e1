import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  CHANGE_BRANCH_PREFIX,
  ChangeDetail,
  ChangeSummary,
  isChangeBranch,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Forge, ForgeError } from '@mini-atlas/forge';
import { Changes } from './changes';
import { changeSummaryOf } from './changeSummary';
import { instanceOfChange, ChangedInstanceRefs } from './instanceOfChange';
import { KnownPullRequest, PullRequestCache } from './pullRequestCache';
import { withSuccessors } from './successors';

/** What a failing forge means for the caller. */
function asCallerError(error: unknown): unknown {
  if (!(error instanceof ForgeError)) return error;
  return error.kind === 'not-found'
    ? new NotFoundError(error.message, error)
    : new ServiceUnavailableError(error.message, error);
}

/** Changes of one delivery repository. */
export class ForgeChanges implements Changes {
  private readonly instances = new Map<string, ChangedInstanceRefs>();

  constructor(
    private readonly options: {
      forge: Forge;
      cache: PullRequestCache;
      cluster: KroCluster;
      onStop(): void;
    },
  ) {}

  async list(): Promise<ChangeSummary[]> {
    return this.ask(async () => {
      const known = await this.options.cache.list();
      const changes: ChangeSummary[] = [];
      for (const item of known) changes.push(await this.summary(item));
      return withSuccessors(changes);
    });
  }

  async detail(number: number): Promise<ChangeDetail> {
    return this.ask(async () => {
      const { forge, cache } = this.options;
      const known = await cache.one(number);
      if (!isChangeBranch(known.pullRequest.branch)) {
        throw new NotFoundError(
          `pull request #${number} is no change of the portal: its branch is '${known.pullRequest.branch}', not '${CHANGE_BRANCH_PREFIX}…'`,
        );
      }
      const others = (await this.list()).filter(
        change => change.number !== number,
      );
      const own = await this.summary(known);
      const [summary] = withSuccessors([own, ...others]);
      return {
        ...summary,
        body: known.pullRequest.body,
        diff: await forge.diff(number),
      };
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

  private async summary(known: KnownPullRequest): Promise<ChangeSummary> {
    const { cluster, forge } = this.options;
    const key = `${known.pullRequest.number} ${known.pullRequest.headCommit}`;
    const refs =
      this.instances.get(key) ??
      (await instanceOfChange({ cluster, forge }, known));
    // Before the abstractions are known nothing can be told from a path: that must not be remembered.
    if (refs.instance) this.instances.set(key, refs);
    return changeSummaryOf(cluster, known, refs);
  }
}
