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

  /** Merges it; a forge that is looking once more whether it can, because the base has moved, is asked again. */
  async merge(number: number): Promise<void> {
    const path = `/pulls/${number}/merge`;
    const ask = () => this.send('POST', path, { Do: 'merge' });
    let answer = await ask();
    while (answer.status === 405) {
      await delay(POLL_MS);
      answer = await ask();
    }
    await read(answer, `POST ${path}`);
  }

  private async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    return read(await this.send(method, path, body), `${method} ${path}`);
  }

  private send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> {
    return fetch(`${this.url}/api/v1/repos/${this.repository}${path}`, {
      method,
      headers: {
        authorization: `token ${this.token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}

/** @throws Error with what was asked and answered, when that is no success */
async function read(answer: Response, question: string): Promise<unknown> {
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${question} answered ${answer.status}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** @throws Error when an answer of the forge lacks it */
function fieldOf(answer: unknown, field: string): unknown {
  if (typeof answer !== 'object' || answer === null || !(field in answer)) {
    throw new Error(`the forge answered without '${field}'`);
  }
  return Reflect.get(answer, field);
}
