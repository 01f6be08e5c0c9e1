import http from 'node:http';
import { AddressInfo } from 'node:net';
import { PATH } from './fakeCluster';

/** The head of a pull request of the fake forge. */
export function headOf(number: number): string {
  return String(number).repeat(40);
}

/** A pull request as Gitea shows it. */
function pullRequest(number: number, branch: string) {
  return {
    number,
    title: `Order ${number}`,
    body: 'Hello\n\nOrdered-by: user:default/ada',
    user: { login: 'portal' },
    html_url: `http://forge/pulls/${number}`,
    state: 'open',
    merged: false,
    mergeable: true,
    created_at: '2026-11-22T19:00:00Z',
    head: { ref: branch, sha: headOf(number) },
    base: { ref: 'main', sha: 'base' },
  };
}

async function bodyOf(request: http.IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/** A Gitea with one open pull request of ours, number 2, and one of somebody else. */
export async function startFakeForge() {
  const requests: string[] = [];
  const merges: unknown[] = [];
  const pulls = [
    pullRequest(2, 'mini-atlas/webapplication-shop-1'),
    pullRequest(1, 'feature/by-hand'),
  ];
  const state = {
    /** What it does with the path of our pull request. */
    status: 'added',
    /** Texts by `ref path`. */
    files: new Map<string, string>(),
    /** Commit statuses of every commit. */
    statuses: [] as object[],
    /** Answers merges with this instead of merging. */
    refusal: undefined as { status: number; message: string } | undefined,
  };

  /** Something, or `undefined` for what is not there. */
  function answerTo(url: URL): unknown {
    const { pathname, searchParams } = url;
    const number = Number(/\/pulls\/(\d+)$/.exec(pathname)?.[1]);
    const file = /\/contents\/(.+)$/.exec(pathname)?.[1];
    if (Number(searchParams.get('page') ?? 1) > 1) return [];
    if (pathname.endsWith('/atlas/platform')) return {};
    if (pathname.endsWith('/pulls')) return pulls;
    if (pathname.endsWith('/status')) return { statuses: state.statuses };
    if (pathname.endsWith('/files')) {
      return [{ filename: PATH, status: state.status }];
    }
    if (number) return pulls.find(pull => pull.number === number);
    const text = file && state.files.get(`${searchParams.get('ref')} ${file}`);
    return text === undefined || !file
      ? undefined
      : { type: 'file', sha: 'blob', content: text, encoding: 'none' };
  }

  async function merge(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    merges.push(await bodyOf(request));
    const { refusal } = state;
    const [pull] = pulls;
    if (!refusal) {
      Object.assign(pull, {
        state: 'closed',
        merged: true,
        merged_at: '2026-11-22T19:01:00Z',
        merge_commit_sha: 'c'.repeat(40),
      });
    }
    response.writeHead(refusal?.status ?? 200);
    response.end(refusal && JSON.stringify({ message: refusal.message }));
  }

  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://forge');
    requests.push(url.pathname);
    if (request.method === 'POST') {
      void merge(request, response);
      return;
    }
    if (url.pathname.endsWith('.diff')) {
      response.end('+ a line');
      return;
    }
    const answer = answerTo(url);
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    /** Bodies of the merges that were asked for. */
    merges,
    pulls,
    state,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
