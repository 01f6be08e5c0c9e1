/** What has to be ended again, in the reverse order of its start. */
export class Teardown {
  private readonly steps: (() => Promise<void> | void)[] = [];

  /** Remembers how to end what has just been started. */
  add(step: () => Promise<void> | void): void {
    this.steps.push(step);
  }

  /** Does the work, and ends everything when it is done, failed or not. */
  async after(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      while (this.steps.length) await this.steps.pop()?.();
    }
  }
}
