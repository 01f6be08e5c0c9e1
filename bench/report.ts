import { Figure } from './figure';

/** What could not be measured, and why. */
export interface Failure {
  what: string;
  message: string;
}

/** Takes what a part of the bench finds out, as it finds it out. */
export class Report {
  /** @param tell - is told of each */
  constructor(
    private readonly tell: (
      found: { figure: Figure } | { failure: Failure },
    ) => void,
  ) {}

  /** Measures something. When that fails, it is noted, and everything else goes on. */
  async of(what: string, measure: () => Promise<Figure[]>): Promise<void> {
    process.stdout.write(`• ${what} …\n`);
    try {
      (await measure()).forEach(figure => this.tell({ figure }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      process.stdout.write(`  ✖ ${message}\n`);
      this.tell({ failure: { what, message } });
    }
  }
}
