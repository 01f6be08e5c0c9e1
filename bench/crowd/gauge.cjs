/*
 * Preloaded into the portal's back end: answers each message of its parent with what the process has cost since the
 * last one. It is loaded before `end-with-parent.cjs`, which takes `process.send` away.
 */
const { monitorEventLoopDelay } = require('node:perf_hooks');

const milliseconds = nanoseconds => nanoseconds / 1e6;
const TICK_MS = 5;

/**
 * How much processor time the main thread takes before others get their turn, at most. Unlike the time on the clock,
 * it is the same on a busy machine.
 */
function turnGauge() {
  let before = process.threadCpuUsage();
  let longest = 0;
  setInterval(() => {
    const now = process.threadCpuUsage();
    const used = now.user + now.system - before.user - before.system;
    longest = Math.max(longest, used / 1e3);
    before = now;
  }, TICK_MS).unref();
  return {
    longest: () => longest,
    reset: () => (longest = 0),
  };
}

function answerWith(send) {
  const histogram = monitorEventLoopDelay({ resolution: TICK_MS });
  histogram.enable();
  const turns = turnGauge();
  process.on('message', () => {
    send({
      gauge: {
        stallP99Ms: milliseconds(histogram.percentile(99)),
        stallMaxMs: milliseconds(histogram.max),
        turnMaxMs: turns.longest(),
        residentMiB: process.memoryUsage.rss() / 1024 ** 2,
      },
    });
    histogram.reset();
    turns.reset();
  });
  // The channel alone keeps nobody running.
  process.channel.unref();
}

// Node's threads for loading modules preload this, too; they have no parent to tell.
if (process.send) answerWith(process.send.bind(process));
