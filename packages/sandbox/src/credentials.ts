import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sandbox's own secrets; made once and kept in its state directory, readable by the owner only. */
export interface Credentials {
  /** Bearer token of the cluster's administrator. */
  clusterAdmin: string;
  /** Bearer token of the portal's read-only account. */
  clusterPortal: string;
  /** Token of the account that a browser acts as at the forge. */
  forgeOwner: string;
  /** The portal's token at the forge. */
  forgePortal: string;
  /** What the forge signs its webhooks with. */
  receiver: string;
}

const NAMES = [
  'clusterAdmin',
  'clusterPortal',
  'forgeOwner',
  'forgePortal',
  'receiver',
] as const;

/** Reads the credentials of a state directory, making those that are missing. */
export function readCredentials(state: string): Credentials {
  const path = join(state, 'credentials.json');
  const known: Partial<Record<string, string>> = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : {};
  const [clusterAdmin, clusterPortal, forgeOwner, forgePortal, receiver] =
    NAMES.map(name => known[name] ?? randomBytes(20).toString('hex'));
  const credentials = {
    clusterAdmin,
    clusterPortal,
    forgeOwner,
    forgePortal,
    receiver,
  };
  writeFileSync(path, JSON.stringify(credentials, undefined, 2), {
    mode: 0o600,
  });
  return credentials;
}
