const EVERY_MS = 1_000;
const ATTENTION_MS = 60_000;

/** Something that is done regularly as long as anybody pays attention. */
export interface Heartbeat {
  /** Somebody looks now: beats at once if it had stopped, and goes on for a minute. */
  attend(): void;
  stop(): void;
}

/**
 * Calls `beat` every second for a minute after the last `attend`, and not at all otherwise: a portal that nobody looks
 * at does nothing.
 */
export function createHeartbeat(beat: () => void): Heartbeat {
  let attendedAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    attend() {
      attendedAt = Date.now();
      if (timer) return;
      timer = setInterval(() => {
        if (Date.now() - attendedAt > ATTENTION_MS) stop();
        else beat();
      }, EVERY_MS);
      beat();
    },
    stop,
  };
}
