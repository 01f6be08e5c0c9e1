import http from 'node:http';
import { AddressInfo } from 'node:net';
import { ForgeError } from '../forgeError';
import { giteaForge } from './giteaForge';

const HEAD = 'a'.repeat(40);
const OPTIONS = {
  headCommit: HEAD,
  style: 'merge-commit',
  message: 'Merged-by: user:default/ada',
  patienceMs: 0,
} as const;

/** A Gitea with one pull request, which answers a merge as the test says. */
async function giteaThat(
  answerMerge: (pull: { merged: boolean }) => { status: number; body?: object },
) {
  const pull = {
    number: 3,
    state: 'open',
    merged: false,
    head: { ref: 'mini-atlas/x', sha: HEAD },
    base: { ref: 'main' },
  };
  const bodies: object[] = [];
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') {
      const status = request.url?.includes('/status');
      response.writeHead(status ? 404 : 200);
      response.end(JSON.stringify(pull));
      return;
    }
    let text = '';
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text));
    const { status, body } = answerMerge(pull);
    response.writeHead(status);
    response.end(body && JSON.stringify(body));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    pull,
    bodies,
    forge: giteaForge({
      url: `http://127.0.0.1:${port}`,
      repository: 'atlas/platform',
    }),
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

let gitea: Awaited<ReturnType<typeof giteaThat>> | undefined;

afterEach(async () => {
  await gitea?.stop();
  gitea = undefined;
});

async function failureOf(
  answer: Parameters<typeof giteaThat>[0],
  headCommit = HEAD,
): Promise<ForgeError> {
  gitea = await giteaThat(answer);
  const error = await gitea.forge
    .merge(3, { ...OPTIONS, headCommit })
    .catch(reason => reason);
  if (!(error instanceof ForgeError))
    throw new Error(`no ForgeError: ${error}`);
  return error;
}

it.each([
  [405, 'Please try again later'],
  [
    409,
    "PushRejected with remote message: cannot lock ref 'refs/heads/main': is at 19d1 but expected df1b",
  ],
])('asks again after a %i that passes: %s', async (status, message) => {
  gitea = await giteaThat(pull => {
    pull.merged = gitea?.bodies.length === 2;
    return pull.merged ? { status: 200 } : { status, body: { message } };
  });
  const merged = await gitea.forge.merge(3, { ...OPTIONS, patienceMs: 60_000 });
  expect(merged.state).toBe('merged');
  expect(gitea.bodies).toHaveLength(2);
});

it('merges the head that was seen, and says who merged', async () => {
  gitea = await giteaThat(pull => {
    pull.merged = true;
    return { status: 200 };
  });
  const merged = await gitea.forge.merge(3, { ...OPTIONS, style: 'squash' });
  expect(merged.state).toBe('merged');
  expect(gitea.bodies).toEqual([
    {
      Do: 'squash',
      MergeMessageField: 'Merged-by: user:default/ada',
      head_commit_id: HEAD,
    },
  ]);
  expect((await gitea.forge.merge(3, OPTIONS)).state).toBe('merged');
  expect(gitea.bodies).toHaveLength(1);
});

it('takes what somebody else merged at the same moment as merged', async () => {
  gitea = await giteaThat(pull => {
    pull.merged = true;
    return { status: 405, body: { message: 'The PR is already merged' } };
  });
  expect((await gitea.forge.merge(3, OPTIONS)).state).toBe('merged');
});

it('sends nothing for a head that nobody has seen', async () => {
  const error = await failureOf(() => ({ status: 200 }), 'b'.repeat(40));
  expect(error).toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('another commit by now'),
  });
  expect(gitea?.bodies).toEqual([]);
});

it.each([
  [409, { message: 'head out of date' }, 'conflict', 'Look at what it changes'],
  [405, { message: 'User not allowed to merge PR' }, 'forbidden', 'merge list'],
  [
    405,
    { message: 'Does not have enough approvals' },
    'conflict',
    'Does not have enough approvals (HTTP 405). The branch is protected',
  ],
  [405, { message: 'Please try again later' }, 'conflict', 'Wait a moment'],
  [
    409,
    { Style: 'merge', StdOut: 'CONFLICT (content): x', StdErr: '' },
    'conflict',
    'changed the same lines meanwhile',
  ],
  [
    405,
    { message: 'merge is not allowed an allowed merge style' },
    'conflict',
    'kro.changes.merge',
  ],
])('says what to do about %s %j', async (status, body, kind, words) => {
  const error = await failureOf(() => ({ status, body }));
  expect(error.kind).toBe(kind);
  expect(error.message).toContain(words);
});

it('knows no statuses where the host keeps none', async () => {
  gitea = await giteaThat(() => ({ status: 200 }));
  expect(await gitea.forge.statuses(HEAD)).toEqual([]);
});
