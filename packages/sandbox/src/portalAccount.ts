import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '@mini-atlas/kro';
import { parseAllDocuments } from 'yaml';

/** Who the portal is: the service account that the platform's tree makes for it. */
export const PORTAL_USER = {
  user: 'system:serviceaccount:backstage:mini-atlas-portal',
  groups: [
    'system:serviceaccounts',
    'system:serviceaccounts:backstage',
    'system:authenticated',
  ],
};

/**
 * The portal's account with its rights, as the platform's tree has it: Flux applies it with the abstractions, but a
 * portal must be able to say so where they cannot be applied, and where there are none.
 *
 * @throws the system's error when the tree has no such file
 */
export function portalAccount(platform: string): KubernetesObject[] {
  const file = join(platform, 'foundation', 'access', 'portal.yaml');
  return parseAllDocuments(readFileSync(file, 'utf8')).map(
    document => document.toJS() as KubernetesObject,
  );
}
