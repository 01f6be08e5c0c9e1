import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PartCommand } from './part';
import { Parts, Tier } from './parts';

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(10);
}

describe('Parts', () => {
  let directory: string;
  let parts: Parts;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mini-atlas-parts-'));
    parts = new Parts();
  });
  afterEach(async () => {
    await parts.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const command = (name: string, script: string): PartCommand => ({
    name,
    program: '/bin/sh',
    args: ['-c', script],
    cwd: directory,
    log: join(directory, 'logs', `${name}.log`),
  });
  const start = (tier: Tier, name: string, script: string) =>
    parts.start(tier, command(name, script));
  const log = (name: string) =>
    readFileSync(join(directory, 'logs', `${name}.log`), 'utf8');

  /** Writes its name into a file when it is asked to end. */
  const obedient = (name: string) =>
    `trap 'echo ${name} >> ended; exit 0' TERM; echo up; while :; do sleep 0.05; done`;

  it('ends controllers before servers before stores', async () => {
    await start('store', 'etcd', obedient('etcd'));
    await start('server', 'api', obedient('api'));
    await start('controller', 'kro', obedient('kro'));
    await until(() =>
      ['etcd', 'api', 'kro'].every(name => log(name).includes('up')),
    );
    const pids = parts.list().map(({ pid }) => pid);
    expect(parts.list().map(({ name }) => name)).toEqual([
      'etcd',
      'api',
      'kro',
    ]);
    await parts.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(readFileSync(join(directory, 'ended'), 'utf8')).toBe(
      'kro\napi\netcd\n',
    );
  });

  it('reports a part that ends by itself, with its last lines', async () => {
    await start(
      'controller',
      'kro',
      'for i in $(seq 1 30); do echo "line $i"; done; exit 3',
    );
    const { message } = await parts.crashed;
    expect(message).toMatch(
      /^kro ended by itself \(code 3\)\. Its last lines:\nline 11\n(.*\n)+line 30\nAll of them: .*kro\.log$/,
    );
    await expect(parts.whileRunning(new Promise(() => {}))).rejects.toThrow(
      /^kro ended by itself/,
    );
  });

  it('does not take a part that was asked to end for one that crashed', async () => {
    await start('controller', 'kro', 'exec sleep 60');
    await parts.stop();
    const outcome = await Promise.race([
      parts.crashed,
      new Promise(resolve => setImmediate(() => resolve('none'))),
    ]);
    expect(outcome).toBe('none');
  });

  it('says which program cannot be run', async () => {
    await expect(
      parts.start('controller', {
        ...command('kro', ''),
        program: '/no/such/program',
      }),
    ).rejects.toThrow(/^kro \(\/no\/such\/program\) cannot be run: .*ENOENT/);
  });

  it('starts nothing any more once it has ended', async () => {
    await parts.stop();
    await expect(start('controller', 'kro', 'exec sleep 60')).rejects.toThrow(
      'The testbed has been ended.',
    );
  });

  it('gives parts nothing of the user but the path', async () => {
    process.env.KUBECONFIG = '/somewhere';
    await start('controller', 'kro', 'env; exec sleep 60');
    await until(() => log('kro').includes('PATH='));
    delete process.env.KUBECONFIG;
    expect(log('kro')).not.toContain('KUBECONFIG');
    expect(log('kro')).toContain(`HOME=${directory}`);
  });

  it('leaves nothing behind when this process is killed', async () => {
    const owner = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        join(__dirname, '__fixtures__', 'partOwner.ts'),
        directory,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    owner.stdout.on('data', chunk => {
      output += chunk;
    });
    await until(() => output.includes('\n'));
    const pid = Number(output);
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await until(() => !isAlive(pid));
  });
});
