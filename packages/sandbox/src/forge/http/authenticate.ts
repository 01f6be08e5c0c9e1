import { IncomingMessage } from 'node:http';
import { Accounts } from '../store/accounts';
import { Account } from '../store/records';
import { HttpError } from './httpError';

/** Who asks, and with what. */
export interface Caller {
  account: Account;
  /** What the token is good for. */
  scopes: string[];
  /** Whether the token came as a password. */
  isBasic: boolean;
}

/**
 * Who asks: `Authorization: token T`, `Bearer T`, or basic with the token (or password) on either side.
 * `undefined` without credentials; throws 401 with wrong ones.
 */
export function authenticate(
  request: IncomingMessage,
  accounts: Accounts,
): Caller | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const [scheme, credentials = ''] = splitOnce(header, ' ');
  const isBasic = scheme.toLowerCase() === 'basic';
  const token = isBasic ? basicToken(credentials) : bareToken(header);
  const owner = token === undefined ? undefined : accounts.ofToken(token);
  if (!owner) {
    throw new HttpError(401, 'invalid username, password or token');
  }
  return { ...owner, isBasic };
}

function bareToken(header: string): string | undefined {
  return /^(?:token|bearer) +(.*?) *$/i.exec(header)?.[1];
}

function basicToken(credentials: string): string {
  const [name, password = ''] = splitOnce(
    Buffer.from(credentials, 'base64').toString('utf8'),
    ':',
  );
  // Git users put the token in either place: `https://token@`, `https://anyone:token@`.
  const nameIsToken = password === '' || password === 'x-oauth-basic';
  return nameIsToken ? name : password;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
