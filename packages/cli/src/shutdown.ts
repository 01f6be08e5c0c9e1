const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** However it goes, this process has ended that long after it was asked to. */
const LIMIT_MS = 8_000;

/**
 * Aborts with the first signal that asks this process to end. Further ones are taken as the same
 * wish, so that what has started to stop may finish; it gets eight seconds.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) return;
      controller.abort();
      setTimeout(() => process.exit(1), LIMIT_MS).unref();
    });
  }
  return controller.signal;
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise(resolve =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
