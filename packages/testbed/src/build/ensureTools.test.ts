import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { FakeGo, fakeGo } from './__fixtures__/fakeGo';
import { EnsureOptions, ensureTools } from './ensureTools';
import { Tool } from './tools';
import { findTools } from './toolsPlace';

const PLENTY = 1e12;

describe('ensureTools', () => {
  let go: FakeGo;
  let lines: string[];

  beforeEach(() => {
    go = fakeGo();
    lines = [];
  });
  afterEach(() => go.remove());

  const ensure = (options: Partial<EnsureOptions> = {}) =>
    ensureTools({
      cache: go.cache,
      toolsDirectory: go.toolsDirectory,
      tools: go.tools,
      freeBytes: () => PLENTY,
      availableBytes: () => PLENTY,
      onProgress: line => lines.push(line),
      ...options,
    });

  it('builds all programs once, tells how far it is, and drops the build cache', async () => {
    const built = await ensure();
    expect(go.builds()).toEqual(['alpha', 'beta', 'gamma']);
    expect(readFileSync(built.program('gamma'), 'utf8')).toContain('gamma');
    expect(lines).toEqual([
      'Building the testbed with go1.26.8, once: about 3 minutes on two cores',
      'Building alpha (1 of 3), about 3 minutes left',
      expect.stringMatching(/^Building beta \(2 of 3\), about .* left$/),
      expect.stringMatching(/^Building gamma \(3 of 3\), about .* left$/),
    ]);
    expect(existsSync(join(go.cache, 'go-build'))).toBe(false);

    lines = [];
    go.setPresent(false);
    await ensure();
    expect(lines).toEqual([]);
  });

  it('takes along the files that a tool needs of a module', async () => {
    const built = await ensure();
    expect(readdirSync(built.share('one', 'crds'))).toEqual(['kept.yaml']);
  });

  it('remembers how long each program took', async () => {
    const { buildSeconds } = await ensure();
    expect(buildSeconds()).toEqual({
      alpha: expect.any(Number),
      beta: expect.any(Number),
      gamma: expect.any(Number),
    });
  });

  it('finds what stands, and builds nothing for that', async () => {
    const { cache, tools, toolsDirectory } = go;
    const find = () => findTools({ cache, tools, toolsDirectory });
    expect(find()).toBeUndefined();
    const built = await ensure();
    expect(find()?.program('beta')).toBe(built.program('beta'));
    writeFileSync(built.program('beta'), '');
    expect(find()).toBeUndefined();
  });

  it('goes on where a build failed', async () => {
    go.failOn('beta');
    await expect(ensure()).rejects.toThrow(
      /build in .*two ended with 1:\n# example.com\/beta\nmain.go:1:1: syntax error/,
    );
    expect(go.builds()).toEqual(['alpha', 'beta']);
    expect(existsSync(join(go.cache, 'go-build'))).toBe(true);

    go.failOn();
    await ensure();
    expect(go.builds()).toEqual(['beta', 'gamma']);
  });

  it.each([
    [
      'a program of another size',
      (program: string) => writeFileSync(program, ''),
      /one\/\w+ is damaged \(bin\/alpha has 0 bytes instead of 26\): one is built again/,
    ],
    [
      'a manifest that nobody can read',
      (program: string) =>
        writeFileSync(join(dirname(program), '../manifest.json'), '{'),
      /is damaged \(manifest.json cannot be read\): one is built again/,
    ],
  ])('heals %s', async (_, damage, message) => {
    const built = await ensure();
    go.builds();
    damage(built.program('alpha'));
    lines = [];
    await ensure();
    expect(go.builds()).toEqual(['alpha']);
    expect(lines[0]).toMatch(message);
    expect(readFileSync(built.program('alpha'), 'utf8')).toContain('alpha');
  });

  it('builds anew for other module files, and keeps what was there', async () => {
    const before = await ensure();
    go.builds();
    lines = [];
    go.changeModule('one');
    const after = await ensure();
    expect(go.builds()).toEqual(['alpha']);
    expect(lines[0]).toMatch(/^one was built from other module files/);
    expect(after.program('alpha')).not.toBe(before.program('alpha'));
    expect(existsSync(before.program('alpha'))).toBe(true);
  });

  it('does not mind what an interrupted build has left', async () => {
    go.failOn('alpha');
    await expect(ensure()).rejects.toThrow();
    go.failOn();
    mkdirSync(join(go.cache, 'two'), { recursive: true });
    writeFileSync(join(go.cache, 'building'), '999999999');
    await ensure();
    expect(existsSync(join(go.cache, 'building'))).toBe(false);
  });

  it('lets only one build at a time', async () => {
    await Promise.all([ensure(), ensure()]);
    expect(go.builds()).toEqual(['alpha', 'beta', 'gamma']);
    expect(lines).toContain(
      `Waiting for process ${process.pid}, which is building the testbed`,
    );
  });

  it('says so when Go is missing', async () => {
    go.setPresent(false);
    await expect(ensure()).rejects.toThrow(
      'The testbed is built with Go, and there is no `go` on the PATH. Install it from https://go.dev/dl/',
    );
  });

  it('says so when Go is too old and may not fetch a newer one', async () => {
    go.setEnv({ GOVERSION: 'go1.25.4' });
    await expect(ensure()).rejects.toThrow(
      'The testbed is built with Go 1.26.3 or later, and this is go1.25.4.',
    );
    go.setEnv({ GOVERSION: 'go1.25.4', GOTOOLCHAIN: 'auto' });
    await expect(ensure()).resolves.toBeDefined();
  });

  it('says so when a C compiler is missing that is needed', async () => {
    go.setEnv({ CC: 'no-such-compiler -pipe' });
    const tools: Tool[] = go.tools.map(tool => ({ ...tool, cgo: true }));
    await expect(ensure({ tools })).rejects.toThrow(
      /there is no `no-such-compiler` on the PATH/,
    );
    await expect(ensure()).resolves.toBeDefined();
  });

  it('says so when the disk is too small, before anything is built', async () => {
    await expect(ensure({ freeBytes: () => 1e9 })).rejects.toThrow(
      /^Building the testbed needs 3\.0 GB in .*cache \(builds\) and .*modules \(Go modules\), and 1\.0 GB are free\. Make room/,
    );
    expect(go.builds()).toEqual([]);
  });

  it('says so when there is too little memory, before anything is built', async () => {
    await expect(ensure({ availableBytes: () => 2 ** 30 })).rejects.toThrow(
      /^Building the testbed needs 3\.0 GiB of memory, and 1\.0 GiB are available\./,
    );
    expect(go.builds()).toEqual([]);
  });

  it('says so when no modules can be fetched, before anything is built', async () => {
    go.goOffline();
    await expect(ensure()).rejects.toThrow(
      /^The testbed is built from Go modules, and they cannot be fetched here: (.*\n)*go: example\.com\/alpha@v1\.0\.0: no such host/,
    );
    expect(go.builds()).toEqual([]);
  });

  it('gives up when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(ensure({ signal: controller.signal })).rejects.toThrow(
      /abort/i,
    );
    expect(existsSync(join(go.cache, 'building'))).toBe(false);
  });
});
