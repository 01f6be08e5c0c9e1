import { createHmac, timingSafeEqual } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';

/** Types of receivers that the sandbox imitates. Gitea is received as `github`. */
export const RECEIVER_TYPES = ['generic', 'generic-hmac', 'github'];

/** What came in. */
export interface HookRequest {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Why a request is not to be believed; `undefined` when it is. */
export function senderFault(
  type: string,
  token: string,
  events: string[],
  { headers, body }: HookRequest,
): string | undefined {
  if (type === 'generic') return undefined;
  const header =
    type === 'github'
      ? headers['x-hub-signature-256'] ?? headers['x-hub-signature']
      : headers['x-signature'];
  if (typeof header !== 'string') return 'the signature is missing';
  if (!isSigned(header, token, body)) return 'the signature does not match';
  const event = headers['x-github-event'];
  const wanted =
    type !== 'github' ||
    events.length === 0 ||
    events.some(known => known === event);
  return wanted ? undefined : `the event '${event}' is not authorised`;
}

/** `sha256=HEX`, or `sha1=HEX` of older senders. */
function isSigned(header: string, token: string, body: Buffer): boolean {
  const [, algorithm, digest] =
    /^(sha1|sha256)=([0-9a-f]+)$/.exec(header) ?? [];
  if (!algorithm) return false;
  const expected = createHmac(algorithm, token).update(body).digest('hex');
  return (
    digest.length === expected.length &&
    timingSafeEqual(Buffer.from(digest), Buffer.from(expected))
  );
}
