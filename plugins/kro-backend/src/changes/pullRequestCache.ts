import { isChangeBranch } from '@mini-atlas/backstage-plugin-kro-common';
import { ChangedFile, Forge, PullRequest } from '@mini-atlas/forge';

/** A pull request of ours with the files it touches. */
export interface KnownPullRequest {
  pullRequest: PullRequest;
  files: ChangedFile[];
  /** RFC 3339: since when an open one has been seen not to be mergeable. */
  unmergeableSince?: string;
}

const POLL_MS = 5_000;
const INTEREST_MS = 60_000;
const MOST_PULL_REQUESTS = 200;

/** What must differ for pages to look again. */
function fingerprint(known: KnownPullRequest[]): string {
  return JSON.stringify(
    known.map(({ pullRequest: { number, state, headCommit, mergeable } }) => [
      number,
      state,
      headCommit,
      mergeable,
    ]),
  );
}

/**
 * The newest pull requests of ours. Asked for again every 5 s while someone looked in the last minute, and not at all
 * otherwise; never twice at once. What cannot be read is never shown as empty: the question fails.
 */
export class PullRequestCache {
  private known: KnownPullRequest[] | undefined;
  private knownAt = 0;
  private askedAt = 0;
  private inFlight: Promise<KnownPullRequest[]> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly files = new Map<string, ChangedFile[]>();
  private readonly unmergeable = new Map<number, string>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly options: {
      forge: Forge;
      onFailure(error: Error): void;
      pollMs?: number;
    },
  ) {}

  /** The pull requests, at most so old: one poll by default. Throws ForgeError. */
  async list(maxAgeMs = this.pollMs): Promise<KnownPullRequest[]> {
    this.askedAt = Date.now();
    this.schedule();
    const fresh = Date.now() - this.knownAt < maxAgeMs;
    return this.known && fresh ? this.known : this.refresh();
  }

  /** One pull request as it is now. What is merged stays so: the forge is asked for the others only. Throws ForgeError. */
  async one(number: number): Promise<KnownPullRequest> {
    this.askedAt = Date.now();
    this.schedule();
    const known = this.known?.find(
      ({ pullRequest }) => pullRequest.number === number,
    );
    return known?.pullRequest.state === 'merged'
      ? known
      : this.withFiles(await this.options.forge.pullRequest(number));
  }

  /** Takes over how the forge said that a pull request is now, before the next poll. */
  learn(pullRequest: PullRequest): void {
    this.known = this.known?.map(known =>
      known.pullRequest.number === pullRequest.number
        ? { ...known, pullRequest }
        : known,
    );
    this.listeners.forEach(listener => listener());
  }

  /** Calls back when pull requests changed. Returns the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks no more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private get pollMs(): number {
    return this.options.pollMs ?? POLL_MS;
  }

  private refresh(): Promise<KnownPullRequest[]> {
    this.inFlight ??= this.read().finally(() => {
      this.inFlight = undefined;
    });
    return this.inFlight;
  }

  private async read(): Promise<KnownPullRequest[]> {
    const pullRequests = await this.options.forge.pullRequests({
      state: 'all',
      limit: MOST_PULL_REQUESTS,
    });
    const known: KnownPullRequest[] = [];
    for (const pullRequest of pullRequests) {
      if (isChangeBranch(pullRequest.branch)) {
        known.push(await this.withFiles(pullRequest));
      }
    }
    const changed =
      this.known !== undefined &&
      fingerprint(this.known) !== fingerprint(known);
    this.known = known;
    this.knownAt = Date.now();
    if (changed) this.listeners.forEach(listener => listener());
    return known;
  }

  /** The files of a commit never change: read once. */
  private async withFiles(pullRequest: PullRequest): Promise<KnownPullRequest> {
    const key = `${pullRequest.number} ${pullRequest.headCommit}`;
    const files =
      this.files.get(key) ??
      (await this.options.forge.changedFiles(pullRequest.number));
    this.files.set(key, files);
    return { pullRequest, files, ...this.noteMergeable(pullRequest) };
  }

  private noteMergeable({
    number,
    state,
    mergeable,
  }: PullRequest): Pick<KnownPullRequest, 'unmergeableSince'> {
    if (state !== 'open' || mergeable) {
      this.unmergeable.delete(number);
      return {};
    }
    const unmergeableSince =
      this.unmergeable.get(number) ?? new Date().toISOString();
    this.unmergeable.set(number, unmergeableSince);
    return { unmergeableSince };
  }

  private schedule(): void {
    if (this.timer || this.stopped) return;
    this.timer = setTimeout(() => void this.poll(), this.pollMs);
  }

  private async poll(): Promise<void> {
    this.timer = undefined;
    if (Date.now() - this.askedAt > INTEREST_MS) return;
    try {
      await this.refresh();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (!this.stopped) this.options.onFailure(failure);
    }
    this.schedule();
  }
}
