/**
 * Remembers answers by key, and asks once where several want to know at the same time. A question that failed is asked
 * again. The answers that were asked for first are forgotten first.
 */
export class Remembered<T> {
  private readonly answers = new Map<
    string,
    { answer: Promise<T>; until: number }
  >();

  /** `most`: how many are kept. `milliseconds`: for how long; for ever by default, as for what a commit holds. */
  constructor(
    private readonly options: { most: number; milliseconds?: number },
  ) {}

  /** The answer that is remembered, or that of `ask`. Throws as `ask` does. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    if (known && Date.now() < known.until) return known.answer;
    const answer = ask();
    const { most, milliseconds = Infinity } = this.options;
    this.answers.delete(key);
    this.answers.set(key, { answer, until: Date.now() + milliseconds });
    answer.catch(() => {
      if (this.answers.get(key)?.answer === answer) this.answers.delete(key);
    });
    const [oldest] = this.answers.keys();
    if (this.answers.size > most) this.answers.delete(oldest);
    return answer;
  }
}
