import { ForgeError } from '../forgeError';
import { HostAnswer, HostApi, HostRequest } from './hostApi';

/** Encodes a path segment by segment. */
export function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Requests below one repository's address of a host's API. Every method throws `ForgeError`. */
export class RepositoryApi {
  private seen = false;

  /** `root` is the repository's address below the API's, encoded, e.g. `/repos/atlas/platform`. */
  constructor(
    private readonly api: HostApi,
    readonly fullName: string,
    private readonly root: string,
  ) {}

  json(request: HostRequest): Promise<unknown> {
    return this.api.json(this.below(request));
  }

  text(request: HostRequest): Promise<string> {
    return this.api.text(this.below(request));
  }

  list<T>(
    request: HostRequest,
    accept: (entry: unknown) => T | undefined,
    limit?: number,
  ): Promise<T[]> {
    return this.api.list(this.below(request), accept, limit);
  }

  unexpected(doing: string, answer: string): ForgeError {
    return this.api.unexpected(doing, answer);
  }

  /** `undefined` when what is asked for does not exist; a repository that does not exist is an error. */
  async jsonIfFound(request: HostRequest): Promise<unknown> {
    return this.ifFound(await this.api.jsonIfFound(this.below(request)));
  }

  /** Like `jsonIfFound`, with status, headers and the body as it came. */
  async answerIfFound(request: HostRequest): Promise<HostAnswer | undefined> {
    return this.ifFound(await this.api.answerIfFound(this.below(request)));
  }

  /** Web address of something below the repository's own page; `path` is encoded here. */
  webUrl(path: string): string {
    return `${this.api.host}/${encodedPath(`${this.fullName}/${path}`)}`;
  }

  private async ifFound<T>(answer: T | undefined): Promise<T | undefined> {
    if (answer === undefined && !this.seen) {
      await this.json({
        doing: `find the repository ${this.fullName}`,
        path: '',
      });
    }
    this.seen = true;
    return answer;
  }

  private below(request: HostRequest): HostRequest {
    return { ...request, path: `${this.root}${request.path}` };
  }
}
