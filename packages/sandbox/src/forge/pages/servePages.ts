import { IncomingMessage, ServerResponse } from 'node:http';
import { ForgeState } from '../forgeState';
import { readText } from '../http/body';
import { FormGuard } from '../http/browserGuard';
import { HttpError } from '../http/httpError';
import { findRoute } from '../http/router';
import { avatarHash } from '../present/presentAccount';
import { Account } from '../store/records';
import { codePages } from './codePages';
import { html } from './html';
import { documentOf, Page } from './page';
import { PageAnswer } from './pageCall';
import { pullPages } from './pullPages';
import { STYLE } from './style';

const ROUTES = [...codePages, ...pullPages];

const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Serves the pages for people. `account` is who a browser acts as. */
export async function servePage(
  state: ForgeState,
  guard: FormGuard,
  account: Account,
  request: IncomingMessage,
  response: ServerResponse,
  address: URL,
): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    response.setHeader(name, value);
  }
  const { cookie, token } = guard.issue(request);
  if (cookie) response.setHeader('Set-Cookie', cookie);
  const answer = await answered(state, guard, account, token, request, address);
  send(response, answer, account, repositoryIn(state, address));
}

async function answered(
  state: ForgeState,
  guard: FormGuard,
  account: Account,
  csrfToken: string,
  request: IncomingMessage,
  address: URL,
): Promise<PageAnswer> {
  try {
    const method = request.method === 'HEAD' ? 'GET' : request.method ?? 'GET';
    const fixed = fixedFile(state, address.pathname);
    if (fixed && method === 'GET') return fixed;
    const { handler, parameters } = findRoute(ROUTES, method, address.pathname);
    if (!handler) throw new HttpError(404, 'There is nothing at this address');
    if (method === 'POST') {
      const form = new URLSearchParams(await readText(request));
      guard.check(request, form.get('csrf') ?? '');
    }
    const query = address.searchParams;
    return await handler({ state, account, parameters, query, csrfToken });
  } catch (error) {
    return failurePage(state, error);
  }
}

/** A branch that goes off and comes back. Browsers ask for it beside every answer that is no page. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f6f43"/><path d="M11 8v16M11 20c0-6 10-3 10-9" fill="none" stroke="#fff" stroke-width="3"/><g fill="#fff"><circle cx="11" cy="8" r="3"/><circle cx="11" cy="24" r="3"/><circle cx="21" cy="10" r="3"/></g></svg>`;

function fixedFile(
  { accounts }: ForgeState,
  path: string,
): PageAnswer | undefined {
  if (path === '/-/style.css') {
    return { bytes: STYLE, contentType: 'text/css; charset=utf-8' };
  }
  if (path === '/favicon.ico') {
    return { bytes: ICON, contentType: 'image/svg+xml' };
  }
  const account = accounts.all.find(
    candidate => path === `/avatars/${avatarHash(candidate)}`,
  );
  return account && { bytes: avatar(account), contentType: 'image/svg+xml' };
}

/** The first letter on a colour of the account's own. */
function avatar(account: Account): string {
  const hue = parseInt(avatarHash(account).slice(0, 4), 16) % 360;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">
    <rect width="40" height="40" fill="hsl(${hue} 45% 40%)" />
    <text
      x="20"
      y="27"
      text-anchor="middle"
      font-family="sans-serif"
      font-size="20"
      fill="#fff"
    >
      ${account.login.slice(0, 1).toUpperCase()}
    </text>
  </svg>`.text;
}

function failurePage({ log }: ForgeState, error: unknown): Page {
  const known = error instanceof HttpError ? error : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (!known) log(`forge: ${message}`);
  const status = known?.status ?? 500;
  return {
    status,
    title: status === 404 ? 'Not found' : 'That did not work',
    content: html`<h1>${status === 404 ? 'Not found' : 'That did not work'}</h1>
      <p class="card" role="alert">${message || 'It was merged already.'}</p>
      <p><a href="/">All repositories</a></p>`,
  };
}

function send(
  response: ServerResponse,
  answer: PageAnswer,
  account: Account,
  repository: string | undefined,
): void {
  if ('redirect' in answer) {
    response.writeHead(303, { Location: answer.redirect }).end();
    return;
  }
  if ('bytes' in answer) {
    response.writeHead(200, { 'Content-Type': answer.contentType });
    response.end(answer.bytes);
    return;
  }
  response.writeHead(answer.status ?? 200, {
    'Content-Type': 'text/html; charset=utf-8',
  });
  response.end(documentOf(answer, { repository, login: account.login }));
}

function repositoryIn(
  { repositories }: ForgeState,
  address: URL,
): string | undefined {
  const [, owner = '', name = ''] = address.pathname.split('/');
  return repositories.find(owner, name)?.fullName;
}
