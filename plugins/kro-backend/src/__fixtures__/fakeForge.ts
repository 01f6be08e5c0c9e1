import http from 'node:http';
import { AddressInfo } from 'node:net';
import { PATH } from './fakeCluster';

/** A Gitea with one open pull request of ours and one of somebody else. */
export async function startFakeForge() {
  const requests: string[] = [];
  const pull = (number: number, branch: string) => ({
    number,
    title: `Order ${number}`,
    body: 'Hello\n\nOrdered-by: user:default/ada',
    user: { login: 'portal' },
    html_url: `http://forge/pulls/${number}`,
    state: 'open',
    merged: false,
    mergeable: true,
    created_at: '2026-11-22T19:00:00Z',
    head: { ref: branch, sha: `sha${number}` },
    base: { ref: 'main', sha: 'base' },
  });
  const pulls = [
    pull(2, 'mini-atlas/webapplication-shop-1'),
    pull(1, 'feature/by-hand'),
  ];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://forge');
    requests.push(url.pathname);
    const json = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (Number(url.searchParams.get('page') ?? 1) > 1) json([]);
    else if (url.pathname.endsWith('/atlas/platform')) json({});
    else if (url.pathname.endsWith('/pulls')) json(pulls);
    else if (url.pathname.endsWith('/files')) {
      json([{ filename: PATH, status: 'added' }]);
    } else if (url.pathname.endsWith('.diff')) response.end('+ a line');
    else if (/\/pulls\/\d+$/.test(url.pathname)) {
      const number = Number(url.pathname.split('/').pop());
      json(pulls.find(item => item.number === number));
    } else {
      response.writeHead(404);
      response.end('{}');
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
