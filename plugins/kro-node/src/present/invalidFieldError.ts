import { InputError } from '@backstage/errors';

/** Something entered is not allowed; names the field, what was given and what is allowed. */
export class InvalidFieldError extends InputError {
  /**
   * @param field - `name`, `namespace`, `owner`, `abstraction` or a path below `spec`.
   */
  constructor(readonly field: string, message: string) {
    super(message);
    this.name = 'InputError';
  }
}
