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

/** Whose a bearer token is; `undefined` for nobody's. */
export type TokenOwner = (token: string) => User | undefined;

/** Answers who sends a request, from its `Authorization` header; throws 401 for a token nobody has. */
export type Authenticator = (authorization: string | undefined) => User;

/** Knows the given tokens, then those that somebody else knows. */
export function tokenOwner(tokens: Token[], others: TokenOwner): TokenOwner {
  const known = tokens.map(({ token, user, uid, groups }) => ({
    digest: digest(token),
    user: { name: user, uid, groups: [...groups, 'system:authenticated'] },
  }));
  return token => {
    const sent = digest(token);
    const found = known.find(({ digest: kept }) => timingSafeEqual(kept, sent));
    return found ? found.user : others(token);
  };
}

/** Takes bearer tokens; who has none is anonymous. */
export function authenticator(ownerOf: TokenOwner): Authenticator {
  return authorization => {
    if (!authorization) return ANONYMOUS;
    const [scheme, token = ''] = authorization.split(/ +/);
    const user = scheme.toLowerCase() === 'bearer' ? ownerOf(token) : undefined;
    if (!user) throw unauthorized();
    return user;
  };
}
