/** Calls the forge as its browser account does in the sandbox: with the portal's token. */
export class ForgeClient {
  constructor(
    private readonly url: string,
    private readonly repository: string,
    private readonly token: string,
  ) {}

  /** Puts a file on a branch of its own, opens a pull request and returns its number. */
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
    const pull = await this.call('POST', '/pulls', {
      base: 'main',
      head: branch,
      title: path,
    });
    if (typeof pull !== 'object' || pull === null || !('number' in pull)) {
      throw new Error('the forge answered without a pull request number');
    }
    return Number(pull.number);
  }

  async merge(number: number): Promise<void> {
    await this.call('POST', `/pulls/${number}/merge`, { Do: 'merge' });
  }

  private async call(
    method: string,
    path: string,
    body: unknown,
  ): Promise<unknown> {
    const answer = await fetch(
      `${this.url}/api/v1/repos/${this.repository}${path}`,
      {
        method,
        headers: {
          authorization: `token ${this.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      },
    );
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
