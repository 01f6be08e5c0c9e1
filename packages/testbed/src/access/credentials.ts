import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A testbed's secrets; made once and kept in its state directory, readable by the owner only. */
export interface Credentials {
  /** Bearer token of the cluster's administrator. */
  clusterAdmin: string;
  /** Bearer token of the portal's read-only account. */
  clusterPortal: string;
  /** Token of the account that owns the delivery repository. */
  forgeOwner: string;
  /** The portal's token at the forge. */
  forgePortal: string;
  /** What the forge signs its webhooks with. */
  receiver: string;
}

const FILE = 'credentials.json';

/** The credentials of a state directory: those that are known, and new ones for the cluster. The forge makes its own. */
export function readCredentials(
  state: string,
): Omit<Credentials, 'forgeOwner' | 'forgePortal'> & Partial<Credentials> {
  const path = join(state, FILE);
  const known: Partial<Credentials> = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : {};
  return {
    clusterAdmin: newToken(),
    clusterPortal: newToken(),
    receiver: newToken(),
    ...known,
  };
}

/** Keeps them. */
export function writeCredentials(
  state: string,
  credentials: Partial<Credentials>,
): void {
  const path = join(state, FILE);
  writeFileSync(path, JSON.stringify(credentials, undefined, 2), {
    mode: 0o600,
  });
}

/** A random token: 40 hexadecimal digits. */
export function newToken(): string {
  return randomBytes(20).toString('hex');
}
