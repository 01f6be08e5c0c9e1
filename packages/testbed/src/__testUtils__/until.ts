import { setTimeout as delay } from 'node:timers/promises';
import { ClusterApi } from '../cluster/clusterApi';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

/** Waits up to a minute until what stands at a path of the cluster is as wanted, and returns it. */
export async function until(
  api: ClusterApi,
  path: string,
  wanted: (body: Body, status: number) => boolean,
): Promise<Body> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { status, text } = await api.call('GET', path);
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    if (wanted(body, status)) return body;
    if (Date.now() > deadline) {
      throw new Error(`${path} stayed at ${status}: ${text}`);
    }
    await delay(POLL_MS);
  }
}
