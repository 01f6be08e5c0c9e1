import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, IncomingHttpHeaders, request } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startForge } from './startForge';
import {
  ForgeUnderTest,
  forgeUnderTest,
  TOKEN,
} from './testing/forgeUnderTest';

const REPO = '/repos/atlas/platform';

interface Delivery {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver of webhooks; `next` waits for the next delivery that fits. */
async function startReceiver() {
  const seen: Delivery[] = [];
  const arrival = new EventEmitter();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', chunk => chunks.push(chunk));
    incoming.on('end', () => {
      seen.push({
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.end();
      arrival.emit('delivery');
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async next(fits: (delivery: Delivery) => boolean): Promise<Delivery> {
      for (;;) {
        const found = seen.find(fits);
        if (found) return found;
        await once(arrival, 'delivery');
      }
    },
    stop: () => server.close(),
  };
}

jest.setTimeout(60_000);

describe('startForge', () => {
  let test: ForgeUnderTest;
  beforeAll(async () => {
    test = await forgeUnderTest();
  });
  afterAll(() => test.end());

  it('keeps everything over a restart', async () => {
    const number = await test.propose('kept', { 'kept.txt': 'k' });
    const again = await startForge({
      dataDir: join(test.scratch, 'data'),
      users: [{ login: 'atlas', email: 'atlas@example.com', token: TOKEN }],
      log: () => {},
    });
    const response = await fetch(`${again.url}/api/v1${REPO}/pulls/${number}`);
    expect(await response.json()).toMatchObject({
      title: 'Change kept',
      state: 'open',
      mergeable: true,
    });
    const seeded = await again.seedRepository({
      owner: 'atlas',
      name: 'platform',
      directory: join(test.scratch, 'seed'),
      message: 'Twice',
    });
    expect(seeded).toBe(false);
    await again.stop();
  });

  it('signs what it tells webhooks', async () => {
    const receiver = await startReceiver();
    const made = await test.api('POST', `${REPO}/hooks`, {
      type: 'gitea',
      active: true,
      events: ['push', 'pull_request'],
      config: { url: receiver.url, content_type: 'json', secret: 'pssst' },
    });
    expect(made.status).toBe(201);
    const number = await test.propose('hooked', { 'hooked.txt': 'h' });
    const opened = await receiver.next(
      ({ headers }) => headers['x-gitea-event'] === 'pull_request',
    );
    expect(JSON.parse(opened.body)).toMatchObject({
      action: 'opened',
      number,
      sender: { login: 'atlas' },
    });
    await test.api('POST', `${REPO}/pulls/${number}/merge`, { Do: 'merge' });
    const push = await receiver.next(
      ({ headers, body }) =>
        headers['x-gitea-event'] === 'push' && body.includes('refs/heads/main'),
    );
    const digest = createHmac('sha256', 'pssst')
      .update(push.body)
      .digest('hex');
    expect(push.headers['x-gitea-signature']).toBe(digest);
    expect(push.headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
    expect(JSON.parse(push.body)).toMatchObject({
      ref: 'refs/heads/main',
      repository: { full_name: 'atlas/platform' },
      head_commit: { message: expect.stringContaining('Merge pull request') },
    });
    const id = made.body.id;
    expect((await test.api('GET', `${REPO}/hooks`)).body).toHaveLength(1);
    expect((await test.api('DELETE', `${REPO}/hooks/${id}`)).status).toBe(204);
    receiver.stop();
  });

  describe('its pages', () => {
    const page = async (path: string, init?: RequestInit) => {
      const response = await fetch(`${test.forge.url}${path}`, {
        redirect: 'manual',
        ...init,
      });
      return { response, text: (await response.text()).replace(/\s+/g, ' ') };
    };

    it('escape what people wrote', async () => {
      const number = await test.propose('evil', {
        'evil.txt': '<script>alert(1)</script>',
      });
      await test.api('PATCH', `${REPO}/pulls/${number}`, {
        title: '<img src=x onerror=alert(2)>',
        body: '**bold** `<b>` <script>alert(3)</script>\n\n```yaml\na: <1>\n```\n[x](javascript:alert(4)) [ok](https://example.com/?a="b)\n\n| k | v |\n|---|---|\n| a | <i> |',
      });
      const { response, text } = await page(`/atlas/platform/pulls/${number}`);
      expect(text).not.toMatch(/<script|<img|<i>|href="javascript/);
      expect(text).toContain('<strong>bold</strong>');
      expect(text).toContain('<code>a: &lt;1&gt;</code>');
      expect(text).toContain('href="https://example.com/?a=&quot;b"');
      expect(response.headers.get('Content-Security-Policy')).toContain(
        "default-src 'none'",
      );
    });

    it('show files, directories and commits', async () => {
      await test.propose('a/b', { 'dir/file.txt': 'content <here> ' });
      expect((await page('/')).text).toContain('atlas/platform');
      expect((await page('/atlas/platform')).text).toContain('README.md');
      expect((await page('/atlas/platform/src/branch/a/b/dir')).text).toContain(
        'file.txt',
      );
      expect(
        (await page('/atlas/platform/src/branch/a/b/dir/file.txt')).text,
      ).toContain('content &lt;here&gt;');
      expect(
        (await page('/atlas/platform/raw/branch/a/b/dir/file.txt')).text,
      ).toBe('content <here> ');
      const [head] = (await test.api('GET', `${REPO}/commits?sha=a/b`)).body;
      expect((await page(`/atlas/platform/commit/${head.sha}`)).text).toContain(
        '+content',
      );
      expect(
        (await page('/atlas/platform/src/branch/main/../../x')).response.status,
      ).toBe(404);
      expect(
        (await page('/atlas/platform/src/branch/main/%2e%2e%2fx')).response
          .status,
      ).toBe(404);
    });

    it('have an icon, which browsers ask for beside every other answer', async () => {
      const { response } = await page('/favicon.ico');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/svg+xml');
    });

    it('merge with the form of this browser only', async () => {
      const number = await test.propose('click', { 'click.txt': 'c' });
      const { response, text } = await page(`/atlas/platform/pulls/${number}`);
      const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
      const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(text)?.[1] ?? '';
      const action = /formaction="([^"]+merge[^"]*)"/.exec(text)?.[1] ?? '';
      const submit = (origin: string, token: string) =>
        page(action, {
          method: 'POST',
          headers: { Origin: origin, Cookie: cookie },
          body: new URLSearchParams({ csrf: token }),
        });
      expect((await submit('https://evil.example', csrf)).response.status).toBe(
        403,
      );
      expect(
        (await submit(test.forge.url, 'f'.repeat(64))).response.status,
      ).toBe(403);
      expect(
        (await test.api('GET', `${REPO}/pulls/${number}`)).body.merged,
      ).toBe(false);
      expect((await submit(test.forge.url, csrf)).response.status).toBe(303);
      const after = (await page(`/atlas/platform/pulls/${number}`)).text;
      expect(after).toMatch(/Merged by <strong>atlas<\/strong>/);
      expect(after).not.toContain('<button');
      expect((await page('/atlas/platform/pulls?state=closed')).text).toContain(
        'Change click',
      );
    });

    it('say why a pull request cannot be merged', async () => {
      const one = await test.propose('d1', { 'README.md': 'one\n' });
      const other = await test.propose('d2', { 'README.md': 'two\n' });
      await test.api('POST', `${REPO}/pulls/${one}/merge`, { Do: 'merge' });
      const { text } = await page(`/atlas/platform/pulls/${other}`);
      expect(text).toContain('main changed the same lines of README.md');
      expect(text).toMatch(/<button class="primary"[^>]+disabled/);
    });

    it('close a pull request', async () => {
      const number = await test.propose('dull', { 'dull.txt': 'c' });
      const { response, text } = await page(`/atlas/platform/pulls/${number}`);
      const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
      const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(text)?.[1] ?? '';
      await page(`/atlas/platform/pulls/${number}/close`, {
        method: 'POST',
        headers: { Origin: test.forge.url, Cookie: cookie },
        body: new URLSearchParams({ csrf }),
      });
      expect((await page(`/atlas/platform/pulls/${number}`)).text).toContain(
        'Closed without merging',
      );
    });
  });

  it('answers to the name of this machine only', async () => {
    const { port } = new URL(test.forge.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(
        {
          host: '127.0.0.1',
          port,
          path: '/',
          headers: { Host: `evil.example:${port}` },
        },
        response => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
