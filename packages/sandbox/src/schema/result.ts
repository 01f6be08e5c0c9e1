import { FieldCause } from './fieldCause';

/**
 * What came of checking one value: the errors, each message once, and how many checks were made, by which the best of
 * several alternatives is told. Follows `Result` of kube-openapi.
 */
export class Result {
  readonly causes: FieldCause[] = [];
  private readonly messages = new Set<string>();
  private count = 0;

  /** Adds an error; `message` is the wording by which a repetition is told. */
  add(message: string, cause: FieldCause): this {
    if (!this.messages.has(message)) {
      this.messages.add(message);
      this.causes.push(cause);
    }
    return this;
  }

  /** Takes over the errors and checks of another result. */
  merge(other: Result): this {
    const messages = [...other.messages];
    other.causes.forEach((cause, index) => this.add(messages[index], cause));
    this.count += other.count;
    return this;
  }

  /** Counts one more check. */
  checked(): this {
    this.count += 1;
    return this;
  }

  get isValid(): boolean {
    return this.causes.length === 0;
  }

  get matchCount(): number {
    return this.count;
  }
}
