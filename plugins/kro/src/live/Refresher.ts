/** What a {@link Refresher} tells of one load. */
export interface RefresherEvents<T> {
  onData(data: T): void;
  onError(error: Error): void;
}

/** Longest pause between two loads, in milliseconds. */
const LONGEST_PAUSE = 2_000;

/**
 * Runs loads one at a time. Requests that arrive during a load become one more load after it;
 * that one waits as long as the last load took (at most 2 s), so that a busy cluster cannot keep
 * a slow page loading all the time.
 */
export class Refresher<T> {
  private running = false;
  private wanted = false;
  private readonly abort = new AbortController();
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly load: (signal: AbortSignal) => Promise<T>,
    private readonly events: RefresherEvents<T>,
  ) {}

  /** Asks for fresh data. */
  refresh(): void {
    if (this.running) {
      this.wanted = true;
      return;
    }
    this.run();
  }

  /** Ends for good: gives up the load under way and tells nothing more. */
  stop(): void {
    this.abort.abort();
    clearTimeout(this.pause);
  }

  private async run(): Promise<void> {
    this.running = true;
    this.wanted = false;
    const began = Date.now();
    try {
      const data = await this.load(this.abort.signal);
      if (!this.abort.signal.aborted) {
        this.events.onData(data);
      }
    } catch (error) {
      if (!this.abort.signal.aborted) {
        this.events.onError(
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
    this.pause = setTimeout(() => {
      this.running = false;
      if (this.wanted && !this.abort.signal.aborted) {
        this.run();
      }
    }, Math.min(Date.now() - began, LONGEST_PAUSE));
  }
}
