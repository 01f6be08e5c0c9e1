import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isAlive, until } from './__fixtures__/cliProcess';
import { runProgram } from './childProcess';
import { root } from './root';

/** A program that says its own process id and that of one it starts; neither goes by SIGTERM. */
const STUBBORN = `
  process.on('SIGTERM', () => {});
  const child = require('node:child_process').spawn(process.execPath, ['-e',
    'process.on("SIGTERM", () => {}); process.stdout.write("up"); setInterval(() => {}, 1000)']);
  child.stdout.once('data', () => console.log(process.pid + ' ' + child.pid));
`;

const pidsIn = (text: string) => text.trim().split(' ').map(Number);

describe('runProgram', () => {
  it('ends a program and what it started, even if neither wants to', async () => {
    let output = '';
    const program = runProgram({
      args: ['-e', STUBBORN],
      cwd: root,
      env: process.env,
      onOutput(chunk) {
        output += chunk;
      },
    });
    await until(() => output.includes('\n'));
    const pids = pidsIn(output);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await program.stop();
    await until(() => !pids.some(isAlive));
    expect(await program.ended).toBe(1);
  }, 20_000);

  it('is not outlived by the program, even if killed', async () => {
    const parent = spawn(process.execPath, [
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      '-e',
      `require(${JSON.stringify(
        join(root, 'packages/cli/src/childProcess.ts'),
      )}).runProgram({
        args: ['-e', ${JSON.stringify(STUBBORN)}],
        cwd: '.', env: process.env, onOutput: chunk => process.stdout.write(chunk),
      })`,
    ]);
    let output = '';
    parent.stdout.setEncoding('utf8').on('data', chunk => {
      output += chunk;
    });
    await until(() => output.includes('\n'));
    parent.kill('SIGKILL');
    await until(() => !pidsIn(output).some(isAlive));
    expect(pidsIn(output).map(isAlive)).toEqual([false, false]);
  }, 20_000);
});
