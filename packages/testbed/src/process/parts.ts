import { TestbedError } from '../testbedError';
import { startGuardian } from './guardian';
import { Part, PartCommand, startPart } from './part';

/** Who needs whom: a later tier needs the earlier ones, and is ended before them. */
const TIERS = ['store', 'server', 'controller'] as const;

/** A part's place in the order of start and end. */
export type Tier = (typeof TIERS)[number];

/** The programs that run together. */
export class Parts {
  private readonly running: { tier: Tier; part: Part }[] = [];
  private readonly guardian = startGuardian();
  private stopped = false;
  private reportCrash: (error: TestbedError) => void = () => undefined;

  /** Resolves with the first part that ends by itself. */
  readonly crashed = new Promise<TestbedError>(resolve => {
    this.reportCrash = resolve;
  });

  /** Starts a program. @throws TestbedError when it cannot be run, or all have been ended meanwhile */
  async start(tier: Tier, command: PartCommand): Promise<void> {
    this.requireRunning();
    const part = await startPart(command, this.guardian);
    void part.crashed.then(this.reportCrash);
    this.running.push({ tier, part });
    if (this.stopped) await part.stop();
    this.requireRunning();
  }

  private requireRunning(): void {
    if (this.stopped) throw new TestbedError('The testbed has been ended.');
  }

  /** Process ids by name. */
  list(): { name: string; pid: number }[] {
    return this.running.map(({ part: { name, pid } }) => ({ name, pid }));
  }

  /** Does some work while all of them run. @throws TestbedError as soon as one ends by itself */
  whileRunning<T>(work: Promise<T>): Promise<T> {
    const failure = this.crashed.then(error => {
      throw error;
    });
    return Promise.race([work, failure]);
  }

  /** Ends all, tier by tier. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const tier of [...TIERS].reverse()) {
      const concerned = this.running.filter(one => one.tier === tier);
      await Promise.all(concerned.map(({ part }) => part.stop()));
    }
    this.running.length = 0;
    this.guardian.dismiss();
  }
}
