import { ForgeErrorKind } from '../forgeError';
import { isFields, objects, text } from '../http/fields';
import { HostAnswer, HostDialect } from '../http/hostApi';

/** github.com, GitHub Enterprise Cloud with data residency (`*.ghe.com`) or GitHub Enterprise Server. */
function apiUrl(host: string): string {
  const { protocol, hostname } = new URL(host);
  return hostname === 'github.com' || hostname.endsWith('.ghe.com')
    ? `${protocol}//api.${hostname}`
    : `${host}/api/v3`;
}

/** The message, and what the list of errors below it adds. */
function words(answer: unknown): string {
  if (!isFields(answer)) return '';
  const details = objects(answer.errors).map(
    ({ message, field, code }) =>
      text(message) || [text(field), text(code)].filter(Boolean).join(' is '),
  );
  const lines = Array.isArray(answer.errors)
    ? answer.errors.map(text)
    : [text(answer.errors)];
  return [text(answer.message), ...details, ...lines]
    .filter(Boolean)
    .join(': ');
}

/** What GitHub says with another status than the one that means it. */
const BY_WORDS: { words: RegExp; kind: ForgeErrorKind; advice?: string }[] = [
  { words: /Reference already exists/, kind: 'conflict' },
  { words: /pull request already exists/, kind: 'conflict' },
  { words: /Reference does not exist/, kind: 'not-found' },
  {
    words: /diff exceeded the maximum|too_large/,
    kind: 'failed',
    advice: 'Look at it at the Git host: it is too large to be shown here',
  },
];

/** Tells rate limits, single sign-on and missing permissions apart, which all come as 403. */
function explain(
  answer: HostAnswer,
  said: string,
): { kind: ForgeErrorKind; advice?: string } | undefined {
  const { status, headers } = answer;
  if (status === 403 || status === 429) {
    const limit = rateLimit(headers, said, status);
    if (limit) return { kind: 'failed', advice: limit };
    return { kind: 'forbidden', advice: remedy(headers, said) };
  }
  return BY_WORDS.find(entry => entry.words.test(said));
}

/** When to try again after a rate limit, the primary or a secondary one; `undefined` when it was none. */
function rateLimit(
  headers: Headers,
  said: string,
  status: number,
): string | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  if (seconds >= 0) {
    return `GitHub's rate limit is reached: try again in ${seconds} s`;
  }
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN);
  if (headers.get('x-ratelimit-remaining') === '0' && reset > 0) {
    const at = new Date(reset * 1000).toISOString();
    return `GitHub's rate limit is reached: try again after ${at}`;
  }
  return status === 429 || /rate limit/i.test(said)
    ? "GitHub's rate limit is reached: wait at least a minute, then try again"
    : undefined;
}

function remedy(headers: Headers, said: string): string | undefined {
  const sso = /^required; url=(https:\/\/\S+)$/.exec(
    headers.get('x-github-sso') ?? '',
  );
  if (sso || /SAML enforcement/.test(said)) {
    return `Authorize the token of kro.delivery.token for the organization's single sign-on${
      sso ? `: ${sso[1]}` : ', in its settings at GitHub'
    }`;
  }
  if (/Resource not accessible by/.test(said)) {
    const needed = headers.get('x-accepted-github-permissions') ?? '';
    return `Give the token, or the GitHub App, the repository permissions Contents and Pull requests (read and write), Commit statuses and Checks (read)${
      /^[a-z_=;, ]+$/.test(needed) ? `; this request needs ${needed}` : ''
    }`;
  }
  return undefined;
}

/** GitHub's REST API of version 2022-11-28, which github.com and every supported GitHub Enterprise Server speak. */
export const GITHUB: HostDialect = {
  name: 'GitHub',
  apiUrl,
  headers: (token): Record<string, string> => ({
    Accept: 'application/vnd.github+json',
    'X-GitHub-Api-Version': '2022-11-28',
    // GitHub refuses requests without one.
    'User-Agent': 'mini-atlas',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  }),
  paging: {
    size: { per_page: 100 },
    isLast: ({ headers }) => !/rel="next"/.test(headers.get('link') ?? ''),
  },
  advice: {
    unreachable:
      'Check kro.delivery.url and that the host is up, then try again',
    unauthorized:
      'Check kro.delivery.token, or the entry of integrations.github: the token is missing, wrong, expired or revoked',
    forbidden:
      'Give the account of kro.delivery.token, or the GitHub App, write access to the repository',
    'not-found':
      'Check the name, and that the account of kro.delivery.token, or the GitHub App, may see and write the repository: GitHub hides what it may not',
    conflict:
      'Look at what is there, then repeat the request or choose another',
    invalid: 'Correct what the host names and try again',
    failed: 'Try again; if it happens again, see the status page of GitHub',
  },
  words,
  explain,
};
