import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { HttpError } from './httpError';

const COOKIE = 'mini_atlas_forge';
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Refuses requests that were addressed to another name than this machine's own: a foreign page that makes its
 * name point here (DNS rebinding) would otherwise act as the browser's user.
 */
export function checkHost(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  if (!LOOPBACK_HOSTS.includes(host.replace(/:\d+$/, ''))) {
    throw new HttpError(
      421,
      `The sandbox forge answers to ${LOOPBACK_HOSTS.join(
        ', ',
      )}, not to "${host}"`,
    );
  }
}

/** Protects the forms of a browser that is signed in without a password. */
export class FormGuard {
  private readonly secret = randomBytes(32);

  /** The browser's cookie value (a new one when it has none) and the token for its forms. */
  issue(request: IncomingMessage): { cookie?: string; token: string } {
    const known = cookieOf(request);
    const value = known ?? randomBytes(24).toString('hex');
    return {
      ...(known
        ? {}
        : {
            cookie: `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict`,
          }),
      token: this.tokenOf(value),
    };
  }

  /** Throws 403 unless the form came from a page of this forge, in this browser. */
  check(request: IncomingMessage, token: string): void {
    const { origin, host } = request.headers;
    if (origin !== `http://${host}`) {
      throw new HttpError(
        403,
        `This form was sent from ${origin ?? 'nowhere'}`,
      );
    }
    const cookie = cookieOf(request);
    if (!cookie || !same(token, this.tokenOf(cookie))) {
      throw new HttpError(
        403,
        'This form is too old. Go back, reload the page and try again',
      );
    }
  }

  private tokenOf(cookie: string): string {
    return createHmac('sha256', this.secret).update(cookie).digest('hex');
  }
}

function cookieOf(request: IncomingMessage): string | undefined {
  const pattern = new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{48})(?:;|$)`);
  return pattern.exec(request.headers.cookie ?? '')?.[1];
}

function same(one: string, other: string): boolean {
  return (
    one.length === other.length &&
    timingSafeEqual(Buffer.from(one), Buffer.from(other))
  );
}
