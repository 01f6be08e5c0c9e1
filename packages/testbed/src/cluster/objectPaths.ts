import { ClusterApi } from './clusterApi';

/** A Kubernetes object, as far as it takes to find its place. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  };
  [field: string]: unknown;
}

interface ResourceList {
  resources: { name: string; kind: string; namespaced: boolean }[];
}

/** Finds where objects stand in the API; what a version serves is asked for once. */
export interface ObjectPaths {
  /** @throws Error for a kind that is not served */
  pathOf(object: ClusterObject): Promise<string>;
  /** Asks anew from now on: other kinds are served. */
  forget(): void;
}

/** By the discovery of an API server. */
export function objectPaths(api: ClusterApi): ObjectPaths {
  const known = new Map<string, Promise<ResourceList>>();
  return {
    forget: () => known.clear(),
    async pathOf({ apiVersion, kind, metadata: { name, namespace } }) {
      const base = apiVersion.includes('/')
        ? `/apis/${apiVersion}`
        : `/api/${apiVersion}`;
      const list = known.get(base) ?? api.get<ResourceList>(base);
      known.set(base, list);
      const { resources } = await list;
      const resource = resources.find(
        one => one.kind === kind && !one.name.includes('/'),
      );
      if (!resource) {
        throw new Error(`The API server does not serve ${apiVersion} ${kind}`);
      }
      const scope = resource.namespaced
        ? `/namespaces/${namespace ?? 'default'}`
        : '';
      return `${base}${scope}/${resource.name}/${name}`;
    },
  };
}
