/*
 * Runs `git` for a process that is larger than this one. To start a program, the system copies the
 * tables of the starting process's memory: 2 ms for a small one, 20 ms for one with a portal or a test
 * in it, during which nothing else happens there.
 *
 * A message `{id, args, env, input?}` starts one; `{id, abort: true}` ends it; the answer is
 * `{id, stdout, stderr, exitCode}` or, when it could not be started, `{id, error: {code, message}}`.
 * Ends when the other process does.
 */
const { spawn } = require('node:child_process');

const running = new Map();

process.on('message', ({ id, abort, ...wanted }) => {
  if (abort) running.get(id)?.kill();
  else run(id, wanted);
});

function run(id, { args, env, input }) {
  const git = spawn('git', args, { env });
  const answer = outcome => {
    if (running.delete(id)) process.send({ id, ...outcome });
  };
  const stdout = [];
  const stderr = [];
  running.set(id, git);
  git.stdout.on('data', chunk => stdout.push(chunk));
  git.stderr.on('data', chunk => stderr.push(chunk));
  git.on('error', ({ code, message }) => answer({ error: { code, message } }));
  git.on('close', exitCode =>
    answer({
      stdout: Buffer.concat(stdout),
      stderr: Buffer.concat(stderr).toString('utf8'),
      exitCode,
    }),
  );
  // A git that ends before it has read everything closes the pipe; its exit code tells the rest.
  git.stdin.on('error', () => undefined);
  git.stdin.end(input);
}

process.on('disconnect', () => {
  for (const git of running.values()) git.kill();
});
