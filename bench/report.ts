import { Figure } from './figure';

/** What could not be measured, and why. */
export interface Failure {
  what: string;
  message: string;
}

/** What a part of the bench tells: a figure, or why there is none. */
export interface Finding {
  figure?: Figure;
  failure?: Failure;
  leftOut?: string;
}

/** Takes what a part of the bench finds out, as it finds it out. */
export class Report {
  /** @param tell - is told of each */
  constructor(private readonly tell: (found: Finding) => void) {}

  /** Notes what this machine does not have what it takes for. */
  leaveOut(leftOut: string): void {
    process.stdout.write(`! Left out: ${leftOut}\n`);
    this.tell({ leftOut });
  }

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
