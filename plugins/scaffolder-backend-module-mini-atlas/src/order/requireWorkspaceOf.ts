import {
  KroCluster,
  requireWorkspace,
  workspacesOf,
} from '@mini-atlas/backstage-plugin-kro-node';
import { AbstractionSummary } from '@mini-atlas/backstage-plugin-kro-common';

/** Throws `InputError` when an abstraction that lives in a namespace is ordered into one that is no workspace. */
export function requireWorkspaceOf(
  cluster: KroCluster,
  { scope }: AbstractionSummary,
  namespace: string | undefined,
): void {
  if (scope === 'Namespaced') {
    requireWorkspace(workspacesOf(cluster), namespace);
  }
}
