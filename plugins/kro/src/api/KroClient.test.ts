import { ResponseError } from '@backstage/errors';
import { KroClient } from './KroClient';

function client(response: Response) {
  const fetch = jest.fn(
    async (_input: RequestInfo | URL, _init?: RequestInit) => response,
  );
  return {
    fetch,
    api: KroClient.create({
      discoveryApi: {
        getBaseUrl: async plugin => `http://backend/api/${plugin}`,
      },
      fetchApi: { fetch },
    }),
  };
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

describe('KroClient', () => {
  it('asks with names escaped', async () => {
    const { api, fetch } = client(json({ items: [] }));
    await api.getChild('sandbox:a.b/n', 'x/Secret./n/a&b');
    expect(fetch.mock.calls[0][0]).toBe(
      'http://backend/api/kro/instance/child?ref=sandbox%3Aa.b%2Fn&key=x%2FSecret.%2Fn%2Fa%26b',
    );
  });

  it.each([
    [{ search: 'a&b' }, '?q=a%26b'],
    [undefined, ''],
  ])('asks for what is searched, or for all: %j', async (options, query) => {
    const { api, fetch } = client(json({ items: [] }));
    await api.getInstances(options);
    expect(fetch.mock.calls[0][0]).toBe(
      `http://backend/api/kro/instances${query}`,
    );
  });

  it('posts a preview', async () => {
    const { api, fetch } = client(json({ nodes: [] }));
    await api.preview({ abstraction: 'topic', name: 'a', spec: {} });
    expect(fetch.mock.calls[0][0]).toBe('http://backend/api/kro/preview');
    expect(fetch.mock.calls[0][1]).toMatchObject({ method: 'POST' });
  });

  it('rejects with the error of the backend', async () => {
    const { api } = client(
      json({ error: { name: 'NotAllowedError', message: 'no' } }, 403),
    );
    const error = await api.getInstances().catch(reason => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.response.status).toBe(403);
  });
});
