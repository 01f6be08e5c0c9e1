import { HostDialect } from '../http/hostApi';

/** Gitea's REST API, 1.26 and 1.27. */
export const GITEA: HostDialect = {
  name: 'Gitea',
  apiUrl: host => `${host}/api/v1`,
  headers: (token): Record<string, string> =>
    token ? { Authorization: `token ${token}` } : {},
  paging: {
    size: { limit: 50 },
    isLast: ({ headers }, seen) =>
      headers.get('X-Total-Count') === String(seen),
  },
  advice: {
    unreachable:
      'Check kro.delivery.url and that the host is up, then try again',
    unauthorized: 'Check kro.delivery.token: it is missing, wrong or revoked',
    forbidden:
      'Give the account of kro.delivery.token write access to the repository',
    'not-found':
      'Check the name, and that the account of kro.delivery.token may see the repository',
    conflict:
      'Look at what is there, then repeat the request or choose another',
    invalid: 'Correct what the host names and try again',
    failed: "Try again; if it happens again, see the host's log",
  },
};
