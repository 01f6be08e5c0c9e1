/**
 * A patch that cannot be applied. `code` is the HTTP status and `message` the text of the Status the API server answers
 * with; `detail` says what was wrong where the server keeps that to itself.
 */
export class PatchError extends Error {
  constructor(
    readonly code: 400 | 413 | 422 | 500,
    message: string,
    readonly detail: string = message,
  ) {
    super(message);
    this.name = 'PatchError';
  }
}

/** A patch that was understood and does not fit the object: 422, with the sentence the API server uses for all. */
export function unprocessable(detail: string): PatchError {
  return new PatchError(
    422,
    'the server rejected our request due to an error in our request',
    detail,
  );
}
