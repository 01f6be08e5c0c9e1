import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installProgress, lockFileDiffers, yarnOf } from './dependencies.mjs';
import { causeOf } from './installFailure.mjs';
import { askRegistry, yarnEnvironment } from './registry.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A port of this machine where nobody listens. */
async function closedPort() {
  const server = createServer();
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}

test('a registry that cannot be reached is named, with the reason', async () => {
  const registry = `https://127.0.0.1:${await closedPort()}`;
  const env = { ...process.env, YARN_NPM_REGISTRY_SERVER: registry };
  const { address, refusal } = askRegistry(
    root,
    process.execPath,
    yarnOf(root),
    env,
  );
  assert.equal(address, registry);
  assert.match(refusal, /ECONNREFUSED/);
  assert.match(causeOf(refusal).what, /cannot be reached/);
});

test("Yarn asks the registry that npm's user has chosen, and does not try for minutes", () => {
  assert.deepEqual(yarnEnvironment({ npm_config_registry: 'https://r/' }), {
    YARN_NPM_REGISTRY_SERVER: 'https://r/',
    YARN_HTTP_RETRY: '2',
    YARN_HTTP_TIMEOUT: '30000',
  });
  const chosen = yarnEnvironment({
    npm_config_registry: 'https://r/',
    YARN_NPM_REGISTRY_SERVER: 'https://mine/',
    YARN_HTTP_RETRY: '9',
  });
  assert.equal(chosen.YARN_NPM_REGISTRY_SERVER, 'https://mine/');
  assert.equal(chosen.YARN_HTTP_RETRY, '9');
});

test('a failure gets a cause and what helps', () => {
  const remedies = {
    'RequestError: self-signed certificate in certificate chain':
      /NODE_EXTRA_CA_CERTS/,
    'HTTPError: Response code 407 (Proxy Authentication Required)':
      /YARN_HTTPS_PROXY/,
    'Response Code: 403 (Forbidden)': /YARN_NPM_AUTH_TOKEN/,
    'getaddrinfo ENOTFOUND no.such.invalid': /network/,
    'ENOSPC: no space left on device, write': /free/,
    'EROFS: read-only file system': /may write to/,
  };
  for (const [said, remedy] of Object.entries(remedies)) {
    assert.match(causeOf(said).remedy, remedy, said);
  }
  assert.equal(causeOf('TypeError: x is not a function'), undefined);
});

test('progress counts what comes into the cache', () => {
  const cache = mkdtempSync(join(tmpdir(), 'mini-atlas-cache-'));
  writeFileSync(join(cache, 'of-another-project.zip'), '');
  const progress = installProgress(
    cache,
    '"a@npm:^1":\n  resolution: "a@npm:1.0.0"\n"b@npm:^1":\n  resolution: "b@npm:1.0.0"\n"c@workspace:.":\n  resolution: "c@workspace:."\n',
  );
  assert.equal(progress(), undefined);
  writeFileSync(join(cache, 'a.zip'), '');
  assert.equal(progress(), '1 packages fetched, of up to 2');
  rmSync(cache, { recursive: true });
});

test('recognizes a lock file that does not match', () => {
  assert.equal(
    lockFileDiffers(
      '➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.',
    ),
    true,
  );
  assert.equal(lockFileDiffers('➤ YN0001: │ RequestError'), false);
});
