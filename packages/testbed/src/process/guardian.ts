import { spawn } from 'node:child_process';

/**
 * Reads process ids until its input ends, which it does when the process that holds the other end ends, however
 * that comes about; then asks each of them to end.
 */
const SCRIPT = `
pids=
while read -r pid; do pids="$pids $pid"; done
[ -z "$pids" ] || kill $pids 2>/dev/null
`;

/** Sees to it that no program outlives this process. */
export interface Guardian {
  watch(pid: number): void;
  /** Dismisses it: the programs have ended, or it is somebody else's business. */
  dismiss(): void;
}

/** Starts a guardian; it is in a session of its own, so that a terminal's Ctrl-C does not reach it. */
export function startGuardian(): Guardian {
  const child = spawn('sh', ['-c', SCRIPT], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Its input closes with it; what is still written then may get lost.
  child.stdin.on('error', () => undefined);
  child.unref();
  return {
    watch: pid => child.stdin.write(`${pid}\n`),
    dismiss: () => {
      child.kill('SIGKILL');
    },
  };
}
