import { ConnectionLostError } from './errors';

/** How long the API server may say nothing before the connection counts as lost, in milliseconds. */
export interface SilenceLimits {
  /** Until an answer begins, and between its parts. */
  answer: number;
  /** Between two lines of a watch. */
  watch: number;
}

/** How many seconds the portal asks a watch to last; then the server ends it. */
export const WATCH_SECONDS = 290;

/**
 * An API server gives up on a request after 60 s; what is slower than half of that helps nobody who looks at a page.
 * A watch in which nothing happens is silent and well: only one that outlives its end is lost.
 */
export const SILENCE_LIMITS: SilenceLimits = {
  answer: 30_000,
  watch: (WATCH_SECONDS + 30) * 1_000,
};

/** Ends one exchange with a server when the server says nothing for too long, or when nobody wants it any more. */
export class Silence {
  /** Ends what the exchange has opened. */
  readonly signal: AbortSignal;
  private readonly lost = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param question - what the server was asked, and where, for the error.
   * @param stopping - aborted when nobody wants the answer any more.
   */
  constructor(private readonly question: string, stopping: AbortSignal) {
    this.signal = AbortSignal.any([stopping, this.lost.signal]);
  }

  /** Allows so much silence from now on. */
  allow(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const seconds = milliseconds / 1_000;
      this.lost.abort(
        new ConnectionLostError(`${this.question}: no answer for ${seconds} s`),
      );
    }, milliseconds);
  }

  /** The server said something: its time begins anew. */
  break(): void {
    this.timer?.refresh();
  }

  /**
   * The outcome of the exchange, whatever it is waiting for: the signing in of an exec plugin heeds no signal.
   *
   * @throws ConnectionLostError when the server says nothing for too long.
   */
  async during<T>(exchange: Promise<T>): Promise<T> {
    const { signal } = this;
    const over = new AbortController();
    const ended = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), {
        signal: over.signal,
      }),
    );
    try {
      return await Promise.race([exchange, ended]);
    } finally {
      over.abort();
      clearTimeout(this.timer);
    }
  }
}
