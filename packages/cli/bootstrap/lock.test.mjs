import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { alone } from './lock.mjs';

const directory = mkdtempSync(join(tmpdir(), 'mini-atlas-lock-'));
const module = join(dirname(fileURLToPath(import.meta.url)), 'lock.mjs');

after(() => rmSync(directory, { recursive: true }));

const nobody = () => assert.fail('nobody holds the lock');

/** A process that takes the lock and keeps it. */
async function holder(file) {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { alone } from ${JSON.stringify(module)};
     await alone(${JSON.stringify(file)}, () => {}, () => {
       console.log('held');
       return new Promise(done => process.stdin.once('data', done));
     });
     process.exit();`,
  ]);
  await once(child.stdout, 'data');
  return child;
}

test('waits for the process that holds it, and gives it back', async () => {
  const file = join(directory, 'held.lock');
  const child = await holder(file);
  let waitedFor;
  const result = await alone(
    file,
    owner => {
      waitedFor = owner;
      child.stdin.write('done');
    },
    async () => 'worked',
  );
  assert.equal(waitedFor, child.pid);
  assert.equal(result, 'worked');
  assert.equal(existsSync(file), false);
});

test('does not wait for a process that was killed', async () => {
  const file = join(directory, 'killed.lock');
  const child = await holder(file);
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.equal(existsSync(file), true);
  assert.equal(await alone(file, nobody, async () => 'worked'), 'worked');
});

test('does not wait for a lock without a process in it', async () => {
  const file = join(directory, 'damaged.lock');
  writeFileSync(file, '');
  assert.equal(await alone(file, nobody, async () => 'worked'), 'worked');
});

test('gives it back when the work fails', async () => {
  const file = join(directory, 'failed.lock');
  await assert.rejects(
    alone(file, nobody, async () => {
      throw new Error('burnt');
    }),
    /burnt/,
  );
  assert.equal(existsSync(file), false);
});
