import { HttpError } from '../http/httpError';

const CATEGORIES = [
  'activitypub',
  'admin',
  'misc',
  'notification',
  'organization',
  'package',
  'issue',
  'repository',
  'user',
];
const LEVELS = ['write', 'read'];
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** What a token needs for the addresses that begin like this; the first one counts. */
const NEEDED: [RegExp, string[]][] = [
  [/^\/repos\/[^/]+\/[^/]+\/issues\//, ['issue']],
  [/^\/repos\//, ['repository']],
  [/^\/user\/repos/, ['user', 'repository']],
  [/^\/users?(\/|$)/, ['user']],
];

/** Refuses what a token is not good for, in Gitea's words. Throws 403. */
export function checkScopes(
  scopes: string[],
  method: string,
  path: string,
): void {
  if (scopes.includes('all')) return;
  const [, categories = []] =
    NEEDED.find(([pattern]) => pattern.test(path)) ?? [];
  const level = WRITES.includes(method) ? 'write' : 'read';
  for (const category of categories) {
    const has =
      scopes.includes(`write:${category}`) ||
      scopes.includes(`${level}:${category}`);
    if (!has) {
      throw new HttpError(
        403,
        `token does not have at least one of required scope(s), required=[${level}:${category}], token scope=${scopes.join(
          ',',
        )}`,
      );
    }
  }
}

/**
 * The scopes that a new token is asked for, without those that others include. Throws 400 when one is unknown, or none
 * permits anything.
 */
export function normalizedScopes(asked: string[]): string[] {
  const known = LEVELS.flatMap(level =>
    CATEGORIES.map(category => `${level}:${category}`),
  );
  const unknown = asked.find(
    scope => !['all', 'public-only', ...known].includes(scope),
  );
  if (unknown !== undefined) {
    throw new HttpError(
      400,
      `invalid access token scope provided: invalid access token scope: ${unknown}`,
    );
  }
  if (asked.includes('all')) return ['all'];
  const scopes = known.filter(
    scope =>
      asked.includes(scope) &&
      !(
        scope.startsWith('read:') &&
        asked.includes(scope.replace('read:', 'write:'))
      ),
  );
  if (scopes.length === 0) {
    throw new HttpError(400, 'access token must have a scope');
  }
  return [...(asked.includes('public-only') ? ['public-only'] : []), ...scopes];
}
