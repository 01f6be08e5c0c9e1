import {
  InstanceList,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { askKro, BackEnd } from '../api/askKro';

/** Everything in the cluster that the caller may see, by workspace and name. */
export async function fetchInstances(
  backEnd: BackEnd,
  signal?: AbortSignal,
): Promise<InstanceSummary[]> {
  const { items } = await askKro<InstanceList>(backEnd, '/instances', {
    signal,
  });
  return [...items].sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
}

function sortKey({ namespace, name }: InstanceSummary): string {
  return `${namespace ?? name} ${namespace ? name : ''}`;
}
