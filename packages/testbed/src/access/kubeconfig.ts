import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

/** Writes a kubeconfig with one cluster, one user and one context; readable by the owner only, and never half. */
export function writeKubeconfig(
  path: string,
  access: { url: string; caCertificate: string; token: string; user: string },
): void {
  const name = 'mini-atlas';
  const content = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name,
        cluster: {
          server: access.url,
          'certificate-authority-data': Buffer.from(
            access.caCertificate,
          ).toString('base64'),
        },
      },
    ],
    users: [{ name: access.user, user: { token: access.token } }],
    contexts: [{ name, context: { cluster: name, user: access.user } }],
    'current-context': name,
  });
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}
