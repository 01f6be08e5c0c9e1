import { IncomingMessage } from 'node:http';
import { Accounts } from '../store/accounts';
import { Account } from '../store/records';
import { HttpError } from './httpError';

/**
 * Who asks: `Authorization: token T`, `Bearer T`, or basic with the token (or password) on either side.
 * `undefined` without credentials; throws 401 with wrong ones.
 */
export function authenticate(
  request: IncomingMessage,
  accounts: Accounts,
): Account | undefined {
  const header = request.headers.authorization;
  if (header === undefined) return undefined;
  const [scheme, credentials = ''] = splitOnce(header, ' ');
  const account =
    scheme.toLowerCase() === 'basic'
      ? basicAccount(credentials, accounts)
      : tokenAccount(scheme, credentials, accounts);
  if (!account) {
    throw new HttpError(401, 'invalid username, password or token');
  }
  return account;
}

function tokenAccount(scheme: string, token: string, accounts: Accounts) {
  return ['token', 'bearer'].includes(scheme.toLowerCase())
    ? accounts.ofToken(token.trim())
    : undefined;
}

function basicAccount(
  credentials: string,
  accounts: Accounts,
): Account | undefined {
  const [name, password = ''] = splitOnce(
    Buffer.from(credentials, 'base64').toString('utf8'),
    ':',
  );
  // Git users put the token in either place: `https://token@`, `https://anyone:token@`.
  const nameIsToken = password === '' || password === 'x-oauth-basic';
  return accounts.ofToken(nameIsToken ? name : password);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
