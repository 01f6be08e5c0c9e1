import {
  giteaPod,
  GiteaPod,
  isGiteaBuilt,
} from '../__testUtils__/tree/giteaPod';
import { renderTree } from '../__testUtils__/tree/platformTree';
import { temporaryState } from '../__testUtils__/temporaryState';

const LIMIT_MS = 120_000;

const isBuilt = isGiteaBuilt();
if (!isBuilt) {
  process.stderr.write(
    "\n*** The testbed's Gitea has not been built; `npm run test:testbed` does that: core/gitea is SKIPPED ***\n\n",
  );
}
const describeOrNot = isBuilt ? describe : describe.skip;

describeOrNot('The forge of the platform', () => {
  const [state, removeState] = temporaryState();
  let pod: GiteaPod;

  beforeAll(async () => {
    pod = await giteaPod(renderTree(), state);
    await pod.prepare({ username: 'atlas', password: 'first-Passw0rd' });
  }, LIMIT_MS);
  afterAll(async () => {
    await pod?.stop();
    await removeState();
  });

  const call = (
    method: string,
    path: string,
    password: string,
    body?: object,
  ) =>
    fetch(`${pod.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`atlas:${password}`).toString(
          'base64',
        )}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });

  it(
    'starts again with the same secrets, and with the password that the secret has now',
    async () => {
      const secrets = pod.secrets();
      const config = pod.config();
      await pod.prepare({ username: 'atlas', password: 'second-Passw0rd' });
      await pod.start();
      expect(pod.secrets()).toEqual(secrets);
      // It is mounted to be read only.
      expect(pod.config()).toBe(config);
      expect((await call('GET', '/user', 'first-Passw0rd')).status).toBe(401);
      const user = await call('GET', '/user', 'second-Passw0rd');
      expect(await user.json()).toMatchObject({
        login: 'atlas',
        is_admin: true,
      });
    },
    LIMIT_MS,
  );

  it('gives tokens, and a repository that everybody may read', async () => {
    const token = await call('POST', '/users/atlas/tokens', 'second-Passw0rd', {
      name: 'platform',
      scopes: ['all'],
    });
    expect(token.status).toBe(201);
    const made = await call('POST', '/user/repos', 'second-Passw0rd', {
      name: 'platform',
      auto_init: true,
    });
    expect(await made.json()).toMatchObject({
      private: false,
      default_branch: 'main',
      // The address under which it was asked.
      html_url: `${pod.url}/atlas/platform`,
    });
    const refs = await fetch(
      `${pod.url}/atlas/platform.git/info/refs?service=git-upload-pack`,
    );
    expect(refs.status).toBe(200);
  });

  it('lets nobody register', async () => {
    const page = await fetch(`${pod.url}/user/sign_up`);
    expect(await page.text()).not.toMatch(/name="retype"/);
  });
});
