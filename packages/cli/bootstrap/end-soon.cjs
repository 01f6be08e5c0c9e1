/*
 * Preloaded into the portal's back end. Asked to end, Backstage shuts its plugins down and then
 * waits for requests that are still open, such as its own wait for events, up to a minute. When it
 * is asked again it goes at once: so it is, a second later.
 */
const PATIENCE_MS = 1_000;

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), PATIENCE_MS);
  });
}
