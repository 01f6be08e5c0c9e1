import { ForgeErrorKind } from '../forgeError';
import { isFields, text } from '../http/fields';
import { HostAnswer, HostDialect } from '../http/hostApi';

/** GitLab says what is wrong in a text, a list, or by field. */
function words(answer: unknown): string {
  if (!isFields(answer)) return '';
  return (
    said(answer.message) || text(answer.error_description) || said(answer.error)
  );
}

function said(message: unknown): string {
  if (typeof message === 'string') return message;
  if (Array.isArray(message))
    return message.map(said).filter(Boolean).join('; ');
  if (!isFields(message)) return '';
  return Object.entries(message)
    .map(([field, faults]) => `${field} ${said(faults)}`)
    .join('; ');
}

/** What GitLab says with another status than the one that means it. */
function explain(
  { status, headers }: HostAnswer,
  answer: string,
): { kind: ForgeErrorKind; advice?: string } | undefined {
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return {
      kind: 'failed',
      advice: `GitLab's rate limit is reached: try again ${
        seconds >= 0 ? `in ${seconds} s` : 'in a minute'
      }`,
    };
  }
  if (status === 403 && /higher privileges/.test(answer)) {
    return {
      kind: 'forbidden',
      advice: 'Give the token of kro.delivery.token the scope api',
    };
  }
  const isConflict =
    (status === 400 && /already exists|has changed since/.test(answer)) ||
    (status === 422 && /cannot be merged/i.test(answer));
  return isConflict ? { kind: 'conflict' } : undefined;
}

/** GitLab's REST API v4, as gitlab.com and GitLab 17 and 18 speak it. */
export const GITLAB: HostDialect = {
  name: 'GitLab',
  apiUrl: host => `${host}/api/v4`,
  headers: (token): Record<string, string> => ({
    Accept: 'application/json',
    // Personal, group, project and OAuth tokens alike.
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  }),
  paging: {
    size: { per_page: 100 },
    isLast: ({ headers }) => !headers.get('x-next-page'),
  },
  advice: {
    unreachable:
      'Check kro.delivery.url and that the host is up, then try again',
    unauthorized:
      'Check kro.delivery.token, or the entry of integrations.gitlab: the token is missing, wrong, expired or revoked',
    forbidden:
      'Give the account of kro.delivery.token the role Developer in the project, and the right to merge where its branch is protected',
    'not-found':
      'Check the name, and that the account of kro.delivery.token may see the project: GitLab hides what it may not',
    conflict:
      'Look at what is there, then repeat the request or choose another',
    invalid: 'Correct what the host names and try again',
    failed: "Try again; if it happens again, see the host's log",
  },
  words,
  explain,
};
