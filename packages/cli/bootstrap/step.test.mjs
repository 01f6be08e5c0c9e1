import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fits } from './node.mjs';
import { lastLine } from './step.mjs';

const root = mkdtempSync(join(tmpdir(), 'mini-atlas-step-'));
const module = join(dirname(fileURLToPath(import.meta.url)), 'step.mjs');

after(() => rmSync(root, { recursive: true }));

/** Runs one step in a process of its own. */
function runStep(program) {
  const step = {
    title: 'Baking',
    command: process.execPath,
    args: ['-e', program],
  };
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { stepRunner } from ${JSON.stringify(module)};
     const { code } = await stepRunner(${JSON.stringify(
       root,
     )})(${JSON.stringify(step)});
     process.exit(code);`,
  ]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', chunk => {
    output += chunk;
  });
  const ended = new Promise(resolve => {
    child.once('close', code => resolve({ code, output }));
  });
  return { child, ended };
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}

test('a step that works shows its title only', async () => {
  const { code, output } = await runStep('console.log("flour")').ended;
  assert.equal(code, 0);
  assert.match(output, /^• Baking …\n✔ Baking \(\d+ s\)\n$/);
});

test('a step that fails shows the end of its output and where the whole is', async () => {
  const { code, output } = await runStep(
    'for (let i = 0; i < 100; i += 1) console.log("line " + i); process.exit(3)',
  ).ended;
  assert.equal(code, 3);
  assert.match(output, /✖ Baking/);
  assert.match(output, /line 75\n[^]*line 99\nThe whole output: .*\.log\n$/);
  assert.doesNotMatch(output, /line 74\n/);
});

test('a signal ends the step and what it has started', async () => {
  const { child, ended } = runStep(
    'process.on("SIGTERM", () => { console.log("cooling"); process.exit(1) }); setInterval(() => {}, 1000); console.log("hot")',
  );
  const log = join(root, '.tools/logs/bootstrap-1.log');
  const hot = () =>
    existsSync(log) && readFileSync(log, 'utf8').startsWith('hot');
  while (!hot()) await new Promise(resolve => setImmediate(resolve));
  child.kill('SIGTERM');
  assert.equal((await ended).code, 143);
  assert.match(readFileSync(log, 'utf8'), /cooling/);
});

test('a step does not outlive the bootstrap, even if that is killed', async () => {
  const { child, ended } = runStep(
    'console.log(process.pid); setInterval(() => {}, 1000)',
  );
  const log = join(root, '.tools/logs/bootstrap-1.log');
  const pid = () => {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    return Number(text.match(/^(\d+)\n/)?.[1]);
  };
  while (!pid()) await new Promise(resolve => setImmediate(resolve));
  const step = pid();
  child.kill('SIGKILL');
  await ended;
  while (isAlive(step)) await new Promise(resolve => setTimeout(resolve, 20));
});

test('the last line is without colours and progress bars', () => {
  assert.equal(lastLine('one\r\n\x1b[32mtwo\x1b[0m\n\n'), 'two');
  assert.equal(lastLine('10 %\r20 %\r'), '20 %');
  assert.equal(lastLine('\n'), undefined);
});

test('knows which Node the portal runs on', () => {
  const verdicts = [
    '20.20.2',
    '22.11.0',
    '22.12.0',
    '23.5.0',
    '24.0.0',
    '26.1.0',
  ].map(fits);
  assert.deepEqual(verdicts, [false, false, true, false, true, false]);
});
