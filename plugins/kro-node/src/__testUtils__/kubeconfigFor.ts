import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Writes a kubeconfig for a server on this machine, and returns its path. */
export function kubeconfigFor(server: string): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'kro-node-'));
  const file = path.join(directory, 'kubeconfig');
  fs.writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'test', cluster: { server } }],
      users: [{ name: 'portal', user: { token: 'a-token' } }],
      contexts: [
        { name: 'test', context: { cluster: 'test', user: 'portal' } },
      ],
      'current-context': 'test',
    }),
  );
  return file;
}
