/** An answer other than success, with the message that Gitea words it with. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Replaces the usual body. */
    readonly body?: unknown,
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/** Gitea's 404: for what does not exist, and for what the caller may not see. */
export function notFound(message = "The target couldn't be found."): HttpError {
  return new HttpError(404, message);
}
