/*
 * Preloaded into the portal's back end: answers each message of its parent with what the process has cost since the
 * last one. It is loaded before `end-with-parent.cjs`, which takes `process.send` away.
 */
const { monitorEventLoopDelay } = require('node:perf_hooks');

const milliseconds = nanoseconds => nanoseconds / 1e6;

function answerWith(send) {
  const histogram = monitorEventLoopDelay({ resolution: 5 });
  histogram.enable();
  process.on('message', () => {
    send({
      gauge: {
        stallP99Ms: milliseconds(histogram.percentile(99)),
        stallMaxMs: milliseconds(histogram.max),
        residentMiB: process.memoryUsage.rss() / 1024 ** 2,
      },
    });
    histogram.reset();
  });
  // The channel alone keeps nobody running.
  process.channel.unref();
}

// Node's threads for loading modules preload this, too; they have no parent to tell.
if (process.send) answerWith(process.send.bind(process));
