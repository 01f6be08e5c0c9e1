/** The API server answered, and refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(message: string, readonly statusCode: number) {
    super(message);
  }

  /** True when the state that a watch or a list continued from is too old. */
  get expired(): boolean {
    return this.statusCode === 410;
  }

  /** True when the type is not served or may not be read: asking again soon is of no use. */
  get unavailable(): boolean {
    return [403, 404, 405].includes(this.statusCode);
  }
}

/** The API server cannot be reached, does not know the portal, or cannot answer now. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';

  /** Reads any failure of a request; an `ApiError` stays one unless it says that the whole server is out of order. */
  static from(error: unknown): Error {
    if (error instanceof ApiError) {
      return error.statusCode === 401 ||
        error.statusCode === 429 ||
        error.statusCode >= 500
        ? new ConnectionLostError(error.message)
        : error;
    }
    if (error instanceof ConnectionLostError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new ConnectionLostError(
      reason || 'the connection to the API server failed',
    );
  }
}

function statusMessage(text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    if (
      typeof status === 'object' &&
      status !== null &&
      'message' in status &&
      typeof status.message === 'string'
    ) {
      return status.message;
    }
  } catch (error) {
    // Unknown paths are answered in plain text: shown as it is.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return text.trim().slice(0, 300);
}

/** Words a refusal of the API server: the `message` of its Status, or its plain text. */
export function apiErrorFrom(
  path: string,
  statusCode: number,
  text: string,
): ApiError {
  const [resource] = path.split('?');
  return new ApiError(
    `GET ${resource} answered ${statusCode}: ${statusMessage(text)}`,
    statusCode,
  );
}
