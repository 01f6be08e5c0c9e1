/*
 * Preloaded into programs that are started by another of ours with a channel to it. When the
 * parent is gone, however it went, the channel closes, and this process ends too, with those it
 * has started: no orphan keeps a port. What does not end by SIGTERM is killed.
 */
const GRACE_MS = 5_000;

/** To the whole group where this process leads one, as programs in the background do. */
function endGroup(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    process.kill(process.pid, signal);
  }
}

process.on('disconnect', () => {
  // Nobody reads the output any more. Failing to write it must not keep the shutdown busy.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => {});
  endGroup('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), GRACE_MS);
});
process.channel?.unref();
// The parent only watches the channel: Backstage's transform would report every file it loads.
process.send = undefined;
