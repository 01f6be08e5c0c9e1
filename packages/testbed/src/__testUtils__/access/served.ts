import { ClusterApi } from '../../cluster/clusterApi';

/** A resource or subresource that an API server serves, as its discovery says it. */
export interface Served {
  apiVersion: string;
  group: string;
  /** Plural; of a subresource `<plural>/<subresource>`. */
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
}

interface GroupList {
  groups: { versions: { groupVersion: string }[] }[];
}

interface ResourceList {
  resources: Pick<Served, 'name' | 'kind' | 'namespaced' | 'verbs'>[];
}

/** Everything that an API server serves. */
export async function served(
  api: Pick<ClusterApi, 'get'>,
): Promise<readonly Served[]> {
  const { groups } = await api.get<GroupList>('/apis');
  const versions = groups.flatMap(group =>
    group.versions.map(({ groupVersion }) => groupVersion),
  );
  const lists = ['v1', ...versions].map(async apiVersion => {
    const { resources } = await api.get<ResourceList>(basePath(apiVersion));
    return resources.map(resource => ({
      ...resource,
      apiVersion,
      group: groupOf(apiVersion),
    }));
  });
  return (await Promise.all(lists)).flat();
}

/** Where the API server has a version of a group. */
export function basePath(apiVersion: string): string {
  return `/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
}

/** Empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** Paths of a resource: of all objects of a namespace (or of the cluster), and of one object. */
export function pathsOf(
  { apiVersion, name, namespaced }: Served,
  namespace: string,
): { all: string; one: string } {
  const [plural, ...subresource] = name.split('/');
  const scope = namespaced ? `/namespaces/${namespace}` : '';
  const all = `${basePath(apiVersion)}${scope}/${plural}`;
  return { all, one: [`${all}/nothing`, ...subresource].join('/') };
}
