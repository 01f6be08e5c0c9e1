import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Calls the forge as its browser account does in the sandbox: with the portal's token. */
export class ForgeClient {
  constructor(
    private readonly url: string,
    private readonly repository: string,
    private readonly token: string,
  ) {}

  /**
   * Puts a file on a branch of its own, opens a pull request, waits until the forge knows that it can be merged, and
   * returns its number.
   */
  async propose(
    path: string,
    content: string,
    branch: string,
  ): Promise<number> {
    await this.call('POST', `/contents/${path}`, {
      branch: 'main',
      new_branch: branch,
      message: `Order ${path}`,
      content: Buffer.from(content).toString('base64'),
    });
    let pull = await this.call('POST', '/pulls', {
      base: 'main',
      head: branch,
      title: path,
    });
    const number = Number(fieldOf(pull, 'number'));
    while (fieldOf(pull, 'mergeable') !== true) {
      await delay(POLL_MS);
      pull = await this.call('GET', `/pulls/${number}`);
    }
    return number;
  }

  async merge(number: number): Promise<void> {
    await this.call('POST', `/pulls/${number}/merge`, { Do: 'merge' });
  }

  private async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    const answer = await fetch(
      `${this.url}/api/v1/repos/${this.repository}${path}`,
      {
        method,
        headers: {
          authorization: `token ${this.token}`,
          'content-type': 'application/json',
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
    );
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** @throws Error when an answer of the forge lacks it */
function fieldOf(answer: unknown, field: string): unknown {
  if (typeof answer !== 'object' || answer === null || !(field in answer)) {
    throw new Error(`the forge answered without '${field}'`);
  }
  return Reflect.get(answer, field);
}
