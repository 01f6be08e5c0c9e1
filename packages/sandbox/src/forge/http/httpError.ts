/** An answer other than success, with the message that Gitea words it with. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What the API's answer has besides the message. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/**
 * Gitea's 404: for what does not exist, and for what the caller may not see.
 *
 * @param error - what is not there, in Gitea's words; it stands beside the message
 */
export function notFound(error?: string, message = 'not found'): HttpError {
  return new HttpError(404, message, { errors: error ? [error] : null });
}
