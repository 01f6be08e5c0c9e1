import { TestbedError } from '../testbedError';

/** Gitea's API as one account, below `/api/v1`. */
export interface ForgeApi {
  /** Sends JSON and reads JSON; `undefined` for an empty answer. @throws TestbedError with the forge's answer */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Says whether something is there. @throws TestbedError with any answer but 200 and 404 */
  has(path: string): Promise<boolean>;
}

/** Connects to a forge. */
export function connectForge(url: string, token: string): ForgeApi {
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `token ${token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const refusal = async (method: string, path: string, answer: Response) =>
    new TestbedError(
      `The forge answered ${method} ${path} with ${
        answer.status
      }: ${await answer.text()}`,
    );
  return {
    async call(method, path, body) {
      const answer = await send(method, path, body);
      if (!answer.ok) throw await refusal(method, path, answer);
      const text = await answer.text();
      return text ? JSON.parse(text) : undefined;
    },
    async has(path) {
      const answer = await send('GET', path);
      if (!answer.ok && answer.status !== 404) {
        throw await refusal('GET', path, answer);
      }
      await answer.body?.cancel();
      return answer.ok;
    },
  };
}
