const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const GRACE_MS = 5_000;

/**
 * Ends a child that leads a process group, with all it has started, when this process is asked to
 * end; then this process ends as one that the signal ended.
 */
export function endGroupOnSignal(child) {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = () => {
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
      child.once('close', () => process.exit(code));
    };
    process.once(signal, handler);
    return [signal, handler];
  });
  child.once('close', () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  });
}

function signalGroup({ pid }, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: all of them have ended in the meantime.
    if (error.code !== 'ESRCH') throw error;
  }
}
