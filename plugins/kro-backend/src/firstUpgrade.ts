import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const ANSWER_MS = 500;
const ATTEMPTS = 20;

type Outcome = 'upgraded' | 'refused' | 'silent';

/** Asks once for a WebSocket and hangs up. */
function knock(url: URL, signal: AbortSignal): Promise<Outcome> {
  return new Promise(resolve => {
    const request = (url.protocol === 'https:' ? getSecurely : get)(url, {
      signal,
      timeout: ANSWER_MS,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      },
    });
    const end = (outcome: Outcome) => {
      resolve(outcome);
      request.destroy();
    };
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      end('upgraded');
    });
    request.on('response', ({ statusCode }) =>
      // 503: the plugin is still starting.
      end(statusCode === 503 ? 'silent' : 'refused'),
    );
    request.on('timeout', () => end('silent'));
    request.on('error', () => end('silent'));
  });
}

/**
 * Takes the place of the first browser. `@backstage/plugin-signals-backend` begins to listen for WebSockets only when
 * the first request for one arrives, and never answers that one: whoever it was would wait for seven seconds until the
 * client's next attempt. Asks until a WebSocket is granted.
 *
 * @param url - base URL of the signals plugin
 * @returns whether browsers are answered at once now; false where there is no signals backend
 */
export async function provokeFirstUpgrade(
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const outcome = await knock(new URL(url), signal);
    if (outcome !== 'silent') return outcome === 'upgraded';
    if (signal.aborted) return false;
    await sleep(ANSWER_MS / 5);
  }
  return false;
}
