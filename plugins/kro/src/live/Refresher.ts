/** What a {@link Refresher} tells of one load. */
export interface RefresherEvents<T> {
  onData(data: T): void;
  onError(error: Error): void;
}

/** Longest pause after a load that succeeded, in milliseconds. */
const LONGEST_PAUSE = 2_000;

/** Pauses after loads that failed, in milliseconds: the first, doubled after each failure, up to the longest. */
const RETRY = { first: 1_000, longest: 15_000 };

/** A load that has not answered after this time, in milliseconds, is given up: its connection may be long dead. */
const LOAD_TIMEOUT = 20_000;

/**
 * Runs loads one at a time. Requests that arrive during a load become one more load after it;
 * that one waits as long as the last load took (at most 2 s), so that a busy cluster cannot keep
 * a slow page loading all the time. What failed is tried again until it succeeds.
 */
export class Refresher<T> {
  private busy = false;
  private wanted = false;
  private stopped = false;
  private failures = 0;
  private attempt: AbortController | undefined;
  private next: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly load: (signal: AbortSignal) => Promise<T>,
    private readonly events: RefresherEvents<T>,
  ) {}

  /** Asks for fresh data. */
  refresh(): void {
    if (this.busy) {
      this.wanted = true;
      return;
    }
    void this.run();
  }

  /** Ends for good: gives up the load under way and tells nothing more. */
  stop(): void {
    this.stopped = true;
    this.attempt?.abort();
    clearTimeout(this.next);
  }

  private async run(): Promise<void> {
    clearTimeout(this.next);
    this.busy = true;
    this.wanted = false;
    const began = Date.now();
    try {
      const data = await this.loadInTime();
      if (this.stopped) return;
      this.failures = 0;
      this.events.onData(data);
      this.after(Math.min(Date.now() - began, LONGEST_PAUSE), () => {
        this.busy = false;
        if (this.wanted) void this.run();
      });
    } catch (error) {
      if (this.stopped) return;
      this.busy = false;
      const pause = RETRY.first * 2 ** this.failures;
      this.failures += 1;
      this.after(Math.min(pause, RETRY.longest), () => void this.run());
      this.events.onError(
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }

  private async loadInTime(): Promise<T> {
    const attempt = new AbortController();
    this.attempt = attempt;
    let tooLong: ReturnType<typeof setTimeout> | undefined;
    const givenUp = new Promise<never>((_resolve, reject) => {
      tooLong = setTimeout(() => {
        reject(
          new Error(
            `The portal has not answered within ${LOAD_TIMEOUT / 1_000} s`,
          ),
        );
        attempt.abort();
      }, LOAD_TIMEOUT);
    });
    try {
      return await Promise.race([this.load(attempt.signal), givenUp]);
    } finally {
      clearTimeout(tooLong);
    }
  }

  private after(pause: number, then: () => void): void {
    this.next = setTimeout(then, pause);
  }
}
