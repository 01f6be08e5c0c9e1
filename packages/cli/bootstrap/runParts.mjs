import { spawn } from 'node:child_process';
import { endGroupOnSignal } from './endGroupOnSignal.mjs';

/** How many parts go at a time that are not alone: most of their time, each uses one core. */
const LANES = 2;

/**
 * Runs parts of `npm test`: first those that get along with others, two at a time, each with its
 * output shown in one piece when it ends; then each of the others, with its output as it comes.
 * Resolves with `[{ name, outcome, seconds }]` in the order of the parts.
 *
 * @param parts - `[[name, { run, alone }]]`
 * @param root - where the programs run
 */
export async function runParts(parts, root) {
  const done = new Map();
  const runPart = async ([name, { run }], execute) => {
    const started = Date.now();
    const outcome = await run(execute);
    const seconds = Math.round((Date.now() - started) / 1000);
    done.set(name, { name, outcome, seconds });
  };

  const together = parts.filter(([, { alone }]) => !alone);
  if (together.length > 0) {
    say(`▶ ${together.map(([name]) => name).join(', ')}`);
  }
  const lane = async () => {
    for (let part = together.shift(); part; part = together.shift()) {
      const output = [];
      await runPart(part, executeIn(root, 'pipe', output));
      const { name, seconds } = done.get(part[0]);
      say(`▶ ${name} (${seconds} s)`);
      process.stdout.write(Buffer.concat(output));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));

  for (const part of parts.filter(([, { alone }]) => alone)) {
    say(`▶ ${part[0]}`);
    await runPart(part, executeIn(root, 'inherit'));
  }
  return parts.map(([name]) => done.get(name));
}

function say(line) {
  process.stdout.write(`\n${line}\n`);
}

/** Makes the function that runs a program to its end and says whether it ended well. */
function executeIn(cwd, output, chunks) {
  return (command, args, env) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        stdio: ['inherit', output, output],
        detached: true,
        env: { ...process.env, CI: '1', ...env },
      });
      endGroupOnSignal(child);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', chunk => chunks.push(chunk));
      }
      child.once('error', reject);
      child.once('close', code => resolve(code === 0));
    });
}
