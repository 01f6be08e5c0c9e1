import { createHash } from 'node:crypto';
import { Account } from '../store/records';

/** Names the picture of an account in its address. */
export function avatarHash(account: Pick<Account, 'email'>): string {
  return createHash('md5').update(account.email.toLowerCase()).digest('hex');
}

/** Gitea's `User`; the address of the mailbox is for who is signed in, the rights for the account itself and administrators only. */
export function presentAccount(
  account: Account,
  url: string,
  viewer?: Account,
): Record<string, unknown> {
  const full = viewer && (viewer.admin || viewer.id === account.id);
  return {
    id: account.id,
    login: account.login,
    login_name: '',
    source_id: 0,
    full_name: '',
    email: viewer
      ? account.email
      : `${account.id}+${account.login}@noreply.localhost`,
    avatar_url: `${url}/avatars/${avatarHash(account)}`,
    html_url: `${url}/${account.login}`,
    language: '',
    is_admin: full ? account.admin === true : false,
    last_login: full ? '1970-01-01T00:00:00Z' : '0001-01-01T00:00:00Z',
    created: account.createdAt,
    restricted: false,
    active: full === true,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
    username: account.login,
  };
}
