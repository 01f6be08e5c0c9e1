import { ApiServer, startApiServer } from '..';
import { rawRequest } from './request';

const ADMIN = { authorization: 'Bearer admin' };

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    tokens: [
      { token: 'admin', user: 'admin', groups: ['system:masters'] },
      { token: 'reader', user: 'reader', groups: [] },
    ],
    log: () => {},
  });
});

afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = ADMIN) =>
  rawRequest(server, { method: 'GET', path, headers });

/** The value of the one series of this name that has all these labels; 0 when there is none. */
async function value(name: string, ...labels: string[]): Promise<number> {
  const { body } = await get('/metrics');
  const line = body
    .split('\n')
    .find(
      text =>
        text.startsWith(`${name}{`) &&
        labels.every(label => text.includes(label)),
    );
  return line ? Number(line.split(' ').at(-1)) : 0;
}

describe('GET /metrics', () => {
  it('counts each request by verb, resource and code', async () => {
    await get('/api/v1/namespaces/default');
    await get('/api/v1/namespaces/nowhere');
    await get('/api/v1/namespaces/default/configmaps?limit=1');

    const total = 'apiserver_request_total';
    const namespaces = ['resource="namespaces"', 'verb="GET"', 'version="v1"'];
    expect(await value(total, 'code="200"', ...namespaces)).toBe(1);
    expect(await value(total, 'code="404"', ...namespaces)).toBe(1);
    expect(
      await value(total, 'resource="configmaps"', 'scope="namespace"'),
    ).toBe(1);
  });

  it('counts itself after it is answered', async () => {
    const own = ['subresource="/metrics"', 'code="200"'];
    const before = await value('apiserver_request_total', ...own);
    expect(await value('apiserver_request_total', ...own)).toBe(before + 1);
  });

  it('counts a watch as long-running until it ends, and in the total after', async () => {
    const watch = ['resource="secrets"', 'verb="WATCH"'];
    const ended = get('/api/v1/secrets?watch=true&timeoutSeconds=1');
    const open = () => value('apiserver_longrunning_requests', ...watch);
    while ((await open()) === 0);
    expect(await value('apiserver_request_total', ...watch)).toBe(0);
    await ended;
    while ((await open()) > 0);
    expect(await value('apiserver_request_total', ...watch)).toBe(1);
  });

  it('is not for everybody', async () => {
    const answer = await get('/metrics', { authorization: 'Bearer reader' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('cannot get path');
  });
});
