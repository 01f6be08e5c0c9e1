import { createHmac, randomUUID } from 'node:crypto';
import { HookRecord } from './store/records';

const TIMEOUT_MS = 5_000;

/** Delivers webhooks in Gitea's manner: once, signed, without waiting for the receiver. */
export class Webhooks {
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly log: (line: string) => void) {}

  /** Sends an event to every active hook that wants it. `event` is `push`, `pull_request` or `issue_comment`; `type` the finer name. */
  deliver(
    hooks: HookRecord[],
    event: string,
    type: string,
    payload: unknown,
  ): void {
    for (const hook of hooks) {
      if (!hook.active || !hook.events.includes(type)) continue;
      const delivery = this.send(hook, event, type, JSON.stringify(payload));
      this.underWay.add(delivery);
      void delivery.finally(() => this.underWay.delete(delivery));
    }
  }

  /** Ends the deliveries that are under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.underWay);
  }

  private async send(
    hook: HookRecord,
    event: string,
    type: string,
    payload: string,
  ): Promise<void> {
    const form = hook.contentType === 'form';
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        headers: {
          'Content-Type': form
            ? 'application/x-www-form-urlencoded'
            : 'application/json',
          ...eventHeaders(event, type),
          ...signatureHeaders(hook.secret, payload),
        },
        body: form ? new URLSearchParams({ payload }).toString() : payload,
        redirect: 'manual',
        signal: AbortSignal.any([
          this.stopping.signal,
          AbortSignal.timeout(TIMEOUT_MS),
        ]),
      });
      await response.arrayBuffer();
      if (!response.ok) this.failed(hook, type, `status ${response.status}`);
    } catch (error) {
      if (!this.stopping.signal.aborted) {
        this.failed(hook, type, error instanceof Error ? error.message : error);
      }
    }
  }

  private failed(hook: HookRecord, type: string, reason: unknown): void {
    this.log(`forge: webhook ${hook.id} (${type}) to ${hook.url}: ${reason}`);
  }
}

function eventHeaders(event: string, type: string): Record<string, string> {
  const delivery = randomUUID();
  const headers: Record<string, string> = {};
  for (const brand of ['Gitea', 'Gogs', 'GitHub']) {
    headers[`X-${brand}-Delivery`] = delivery;
    headers[`X-${brand}-Event`] = event;
    headers[`X-${brand}-Event-Type`] = type;
    if (brand !== 'Gogs') {
      headers[`X-${brand}-Hook-Installation-Target-Type`] = 'repository';
    }
  }
  return headers;
}

function signatureHeaders(
  secret: string,
  payload: string,
): Record<string, string> {
  const hmac = (algorithm: string) =>
    secret === ''
      ? ''
      : createHmac(algorithm, secret).update(payload).digest('hex');
  const signature = hmac('sha256');
  return {
    'X-Gitea-Signature': signature,
    'X-Gogs-Signature': signature,
    'X-Hub-Signature': `sha1=${hmac('sha1')}`,
    'X-Hub-Signature-256': `sha256=${signature}`,
  };
}
