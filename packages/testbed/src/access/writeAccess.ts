import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Account, AccountName, ACCOUNTS } from './accounts';
import { newToken } from './credentials';
import { writeKubeconfig } from './kubeconfig';

/** Who may come with which token, as a line of kube-apiserver's token file. */
function tokenLine({ user, groups }: Account, token: string): string {
  const list = groups.length ? `,"${groups.join(',')}"` : '';
  return `${token},${user},${user}${list}`;
}

/**
 * Writes the API server's token file, and a kubeconfig for each of the testbed's own programs. Their tokens are new
 * at every start; those of people are given.
 */
export function writeAccess({
  tokenFile,
  kubeconfigOf,
  url,
  caCertificate,
  people,
}: {
  tokenFile: string;
  /** Where the kubeconfig of a program's account goes. */
  kubeconfigOf: (account: string) => string;
  url: string;
  caCertificate: string;
  people: Partial<Record<AccountName, string>>;
}): void {
  const lines: string[] = [];
  const given = new Map(Object.entries(people));
  for (const [key, account] of Object.entries(ACCOUNTS)) {
    const known = given.get(key);
    const token = known ?? newToken();
    lines.push(tokenLine(account, token));
    if (known) continue;
    writeKubeconfig(kubeconfigOf(account.name), {
      url,
      caCertificate,
      token,
      user: account.name,
    });
  }
  mkdirSync(dirname(tokenFile), { recursive: true });
  writeFileSync(tokenFile, `${lines.join('\n')}\n`, { mode: 0o600 });
}
