import {
  createHmac,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { objectAt, stringAt } from '../builtin/fields';
import { keyOf } from '../store/collection';
import { Store } from '../store/store';
import { User } from './authenticate';

/** Who issues tokens that are asked for, and whom they are meant for unless that is said. */
export const ISSUER = 'https://kubernetes.default.svc';
const SECRET_ISSUER = 'kubernetes/serviceaccount';
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

/** A token that was asked for. */
export interface IssuedToken {
  token: string;
  expires: Date;
}

/**
 * Tokens of service accounts: signed claims, good as long as the account (and the Secret that holds one) is there.
 * The key is made at the start, so that no token outlasts the objects, which are in memory, too.
 */
export class AccountTokens {
  private readonly key = randomBytes(32);

  constructor(private readonly store: Store) {}

  /** A token for some seconds, as a TokenRequest asks for it. */
  issue(
    account: KubernetesObject,
    { seconds, audiences }: { seconds: number; audiences: string[] },
  ): IssuedToken {
    const now = Math.floor(Date.now() / 1_000);
    const { name, namespace, uid } = account.metadata;
    const token = this.sign({
      iss: ISSUER,
      sub: userNameOf(account),
      aud: audiences,
      iat: now,
      nbf: now,
      exp: now + seconds,
      jti: randomUUID(),
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    });
    return { token, expires: new Date((now + seconds) * 1_000) };
  }

  /** A token that does not expire, for a Secret of type `kubernetes.io/service-account-token`. */
  issueFor(account: KubernetesObject, secret: KubernetesObject): string {
    const { name, namespace, uid } = account.metadata;
    return this.sign({
      iss: SECRET_ISSUER,
      sub: userNameOf(account),
      'kubernetes.io': {
        namespace,
        serviceaccount: { name, uid },
        secret: { name: secret.metadata.name, uid: secret.metadata.uid },
      },
    });
  }

  /** Whose token this is; `undefined` for one that is not, or no longer, good. */
  userOf(token: string): User | undefined {
    const claims = this.verified(token);
    const bound = objectAt(claims, 'kubernetes.io');
    const account = objectAt(bound, 'serviceaccount');
    const secret = objectAt(bound, 'secret');
    const namespace = stringAt(bound, 'namespace') ?? '';
    if (!claims || !account || isOver(claims)) return undefined;
    const stands =
      this.isThere('serviceaccounts', namespace, account) &&
      (!secret || this.isThere('secrets', namespace, secret));
    return stands
      ? {
          name: stringAt(claims, 'sub') ?? '',
          uid: stringAt(account, 'uid'),
          groups: [
            'system:serviceaccounts',
            `system:serviceaccounts:${namespace}`,
            'system:authenticated',
          ],
        }
      : undefined;
  }

  private isThere(
    collection: string,
    namespace: string,
    reference: JsonObject,
  ): boolean {
    const name = stringAt(reference, 'name') ?? '';
    const found = this.store.collection(collection).get(keyOf(namespace, name));
    return found !== undefined && found.metadata.uid === reference.uid;
  }

  private sign(claims: JsonObject): string {
    const signed = `${HEADER}.${encode(claims)}`;
    return `${signed}.${this.signatureOf(signed).toString('base64url')}`;
  }

  private verified(token: string): JsonObject | undefined {
    const [header, claims, signature, ...more] = token.split('.');
    if (header !== HEADER || !signature || more.length > 0) return undefined;
    const right = this.signatureOf(`${header}.${claims}`);
    const given = Buffer.from(signature, 'base64url');
    return given.length === right.length && timingSafeEqual(given, right)
      ? JSON.parse(Buffer.from(claims, 'base64url').toString())
      : undefined;
  }

  private signatureOf(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}

function userNameOf({ metadata: { namespace, name } }: KubernetesObject) {
  return `system:serviceaccount:${namespace}:${name}`;
}

function isOver({ exp }: JsonObject): boolean {
  return typeof exp === 'number' && exp * 1_000 <= Date.now();
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
