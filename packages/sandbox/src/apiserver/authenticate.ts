import { createHash, timingSafeEqual } from 'node:crypto';
import { unauthorized } from './refusals';

/** Who sends a request. */
export interface User {
  name: string;
  uid?: string;
  groups: string[];
}

/** A bearer token and whose it is. */
export interface Token {
  token: string;
  user: string;
  uid?: string;
  groups: string[];
}

/** Who comes without a token. */
export const ANONYMOUS: User = {
  name: 'system:anonymous',
  groups: ['system:unauthenticated'],
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Answers who sends a request, from its `Authorization` header; throws 401 for a token nobody has. */
export type Authenticator = (authorization: string | undefined) => User;

/** Knows the given tokens. */
export function authenticator(tokens: Token[]): Authenticator {
  const known = tokens.map(({ token, user, uid, groups }) => ({
    digest: digest(token),
    user: { name: user, uid, groups: [...groups, 'system:authenticated'] },
  }));
  return authorization => {
    if (!authorization) return ANONYMOUS;
    const [scheme, token] = authorization.split(/ +/);
    const sent = digest(token ?? '');
    const found =
      scheme.toLowerCase() === 'bearer'
        ? known.find(candidate => timingSafeEqual(candidate.digest, sent))
        : undefined;
    if (!found) throw unauthorized();
    return found.user;
  };
}
