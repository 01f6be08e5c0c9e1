import { FieldCause, invalid } from './fieldCause';
import { Result } from './result';

/** Where a value stands: its name in messages, and the path of the causes' fields before that name. */
export class Location {
  constructor(
    /** Path of the value from the root that was given to validate, e.g. `spec.ports[0]`; `''` at the root. */
    readonly name: string,
    private readonly prefix: string,
  ) {}

  /** A property the schema names. */
  property(key: string): Location {
    const name = this.name === '' ? key : `${this.name}.${key}`;
    return new Location(name, this.prefix);
  }

  /** A key of a map, and a required field: the dot stands even at the root, as in the API server's messages. */
  key(key: string): Location {
    return new Location(`${this.name}.${key}`, this.prefix);
  }

  /** An item of a list. */
  item(index: number): Location {
    return new Location(`${this.name}[${index}]`, this.prefix);
  }

  /** The field of a cause about this value. */
  get field(): string {
    const own = this.name.replace(/^\./, '');
    return this.prefix === '' || own === ''
      ? this.prefix + own
      : `${this.prefix}.${own}`;
  }

  /** Adds an error whose message begins with the value's name. */
  report(
    result: Result,
    words: string,
    toCause: (field: string, message: string) => FieldCause,
  ): void {
    const message = `${this.name} in body ${words}`;
    result.add(message, toCause(this.field, message));
  }

  /** Adds an error that names the value in its own way, and which the API server reports without a field. */
  reportWithoutField(result: Result, message: string): void {
    result.add(message, invalid(this.prefix, '', message));
  }

  /** Adds an error about the alternatives of a value. */
  reportGroup(result: Result, words: string): void {
    this.reportWithoutField(result, `${JSON.stringify(this.name)} ${words}`);
  }
}
