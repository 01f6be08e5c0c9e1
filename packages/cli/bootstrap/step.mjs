import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { endGroupOnSignal } from './endGroupOnSignal.mjs';

/** A step that failed: what, and what to do about it. */
export class BootstrapError extends Error {
  constructor(message, remedy) {
    super(message);
    this.remedy = remedy;
  }
}

const LINES_SHOWN = 25;
const NODE = /[\\/]node(\.exe)?$/;
const endWithParent = fileURLToPath(
  new URL('end-with-parent.cjs', import.meta.url),
);
const interactive = Boolean(process.stdout.isTTY) && !process.env.CI;

/** Without a terminal, a step that takes long says that often how far it is. */
const REPORT_MS = 15_000;

/**
 * Makes the function that runs a step: its title while it runs, and beside it how far it is, which
 * its `progress` says when it is asked, and its last line of output. The whole output goes to
 * `.tools/logs/bootstrap-<n>.log`. Resolves with `{code, output}`; the end of the output of
 * a failed step is shown, unless the step is `quiet`.
 */
export function stepRunner(root) {
  const logs = join(root, '.tools', 'logs');
  let count = 0;
  return async function run(step) {
    mkdirSync(logs, { recursive: true });
    count += 1;
    const log = join(logs, `bootstrap-${count}.log`);
    const display = showProgress(step);
    const code = await execute(step, log, display.take).finally(display.stop);
    display.done(code);
    const output = readFileSync(log, 'utf8');
    if (code !== 0 && !step.quiet) {
      process.stdout.write(`${tail(output)}\nThe whole output: ${log}\n`);
    }
    return { code, output };
  };
}

function execute({ title, command, args, cwd, env = {} }, log, take) {
  return new Promise((resolve, reject) => {
    const file = createWriteStream(log);
    const node = NODE.test(command);
    const child = spawn(
      command,
      node ? ['--require', endWithParent, ...args] : args,
      {
        cwd,
        env: { ...process.env, ...env },
        // The channel closes when this process is killed, and a Node program then ends by itself.
        stdio: ['ignore', 'pipe', 'pipe', ...(node ? ['ipc'] : [])],
        detached: true,
      },
    );
    endGroupOnSignal(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        file.write(chunk);
        take(String(chunk));
      });
    }
    child.on('error', error =>
      reject(
        new BootstrapError(
          `${title}: ${command} could not be started: ${error.message}`,
          'Check that it is installed and on PATH.',
        ),
      ),
    );
    child.on('close', code => file.end(() => resolve(code ?? 1)));
  });
}

/** Steps that run now; of several, a terminal's one line shows the first, and how many more there are. */
const running = [];

/** One line that changes on a terminal; elsewhere one line at the start and one at the end. */
function showProgress({ title, timeoutHint, progress }) {
  const started = Date.now();
  const self = {};
  running.push(self);
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const hint = timeoutHint ? ` of about ${timeoutHint}` : '';
  let last = '';
  let reported = started;
  const state = () => [progress?.(), last].filter(Boolean).join(' · ');
  const report = () => {
    if (Date.now() - reported < REPORT_MS) return;
    reported = Date.now();
    process.stdout.write(
      `  … ${[title, state()].filter(Boolean).join(': ')} (${seconds()})\n`,
    );
  };
  const show = () => {
    if (running[0] !== self) return;
    const more = running.length > 1 ? ` +${running.length - 1}` : '';
    const line = `⠿ ${title}${more} (${seconds()}${hint}) ${state()}`;
    const width = (process.stdout.columns ?? 80) - 1;
    process.stdout.write(`\r\x1b[2K${line.slice(0, width)}`);
  };
  if (!interactive) process.stdout.write(`• ${title} …\n`);
  const ticker = setInterval(interactive ? show : report, 500);
  return {
    take(text) {
      last = lastLine(text) ?? last;
      if (interactive) show();
    },
    stop() {
      clearInterval(ticker);
      running.splice(running.indexOf(self), 1);
    },
    done(code) {
      const clear = interactive ? '\r\x1b[2K' : '';
      const mark = code === 0 ? '✔' : '✖';
      process.stdout.write(`${clear}${mark} ${title} (${seconds()})\n`);
    },
  };
}

/** The last line with text in it, without colours. */
export function lastLine(text) {
  return stripVTControlCharacters(text)
    .split(/[\r\n]+/)
    .map(line => line.trim())
    .filter(Boolean)
    .at(-1);
}

function tail(output) {
  return output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}
