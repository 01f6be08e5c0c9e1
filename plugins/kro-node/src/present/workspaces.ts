import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '../kroCluster';
import { InvalidFieldError } from './invalidFieldError';
import { shownValue } from './shownValue';

/** Workspaces: cluster-scoped instances that made a namespace, by the name of that namespace. */
export function workspacesOf(
  cluster: Pick<KroCluster, 'instances' | 'instance'>,
): Map<string, InstanceDetail> {
  const workspaces = new Map<string, InstanceDetail>();
  for (const { ref, namespace } of cluster.instances()) {
    const instance = namespace ? undefined : cluster.instance(ref);
    for (const child of instance?.childList ?? []) {
      if (instance && child.kind === 'Namespace' && child.apiVersion === 'v1') {
        workspaces.set(child.name, instance);
      }
    }
  }
  return workspaces;
}

/**
 * The workspace whose namespace an order names. The portal writes into workspaces only, never into a namespace of
 * the platform.
 *
 * @throws InvalidFieldError naming the namespaces that may be chosen.
 */
export function requireWorkspace(
  workspaces: Map<string, InstanceDetail>,
  namespace: string | undefined,
): InstanceDetail {
  const workspace = workspaces.get(namespace ?? '');
  if (workspace) return workspace;
  const known = [...workspaces.keys()].sort();
  throw new InvalidFieldError(
    'namespace',
    `namespace is ${shownValue(
      namespace,
    )}: there is no workspace of that name. ${
      known.length === 0
        ? 'There is none yet: order one and wait until it is there'
        : `Choose one of ${known.join(
            ', ',
          )}, or order it first and wait until it is there`
    }.`,
  );
}
