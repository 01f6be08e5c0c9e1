import { applyObjects } from '../../cluster/applyObjects';
import { ClusterObject } from '../../cluster/objectPaths';
import { Body, ClusterUnderTest } from '../clusterUnderTest';

/** Where things are. */
export const RGDS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
export const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
export const REVISIONS = '/apis/internal.kro.run/v1alpha1/graphrevisions';
export const GROUP = 'example.dev/v1alpha1';
export const NAMESPACE = 'graphs';
export const MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`;

/** What KRO may do for the suites' graphs, beside what it always may. */
export const RIGHTS: ClusterObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: {
    name: 'graphs',
    labels: { 'rbac.kro.run/aggregate-to-controller': 'true' },
  },
  rules: [
    { apiGroups: ['example.dev'], resources: ['*'], verbs: ['*'] },
    { apiGroups: [''], resources: ['namespaces'], verbs: ['*'] },
  ],
};

const MERGE = 'application/merge-patch+json';

/** Where instances of a kind are, by its plural. */
export const instances = (plural: string) =>
  `/apis/${GROUP}/namespaces/${NAMESPACE}/${plural}`;

/** Conditions as type, status, reason and message. */
export const conditionsOf = ({ status }: Body): string[][] =>
  status.conditions.map(({ type, status: value, reason, message }: Body) => [
    type,
    value,
    reason,
    message,
  ]);

/** One condition of an object, where it has it. */
export const condition = (object: Body, wanted: string): Body =>
  object.status?.conditions?.find(({ type }: Body) => type === wanted);

/** Whether an instance is all there. */
export const isActive = (body: Body) =>
  body.status?.state === 'ACTIVE' &&
  condition(body, 'Ready')?.status === 'True';
/** Whether a ResourceGraphDefinition is served. */
export const isServed = (body: Body) =>
  body.status?.state === 'Active' &&
  condition(body, 'Ready')?.status === 'True';
export const isAbsent = (_: Body, status: number) => status === 404;
export const isThere = (_: Body, status: number) => status === 200;

/** What a suite does with KRO's objects. */
export interface KroUnderTest {
  apply(...objects: ClusterObject[]): Promise<void>;
  /** Applies ResourceGraphDefinitions, and waits until they are served. */
  define(...graphs: ClusterObject[]): Promise<void>;
  /** Applies an instance in the suite's namespace. */
  instance(
    kind: string,
    name: string,
    spec: object,
    annotations?: Record<string, string>,
  ): Promise<void>;
  until(
    path: string,
    wanted: (body: Body, status: number) => boolean,
  ): Promise<Body>;
  get(path: string): Promise<Body>;
  codeOf(path: string): Promise<number>;
  remove(path: string): Promise<unknown>;
  patch(path: string, body: object): Promise<{ status: number; text: string }>;
}

/** @param cluster - the one that runs when something is asked for */
export function kroUnderTest(cluster: () => ClusterUnderTest): KroUnderTest {
  const apply: KroUnderTest['apply'] = (...objects) =>
    applyObjects(cluster().api, objects);
  const until: KroUnderTest['until'] = (path, wanted) =>
    cluster().until(path, wanted);
  return {
    apply,
    until,
    async define(...graphs) {
      await apply(...graphs);
      for (const { metadata } of graphs) {
        await until(`${RGDS}/${metadata.name}`, isServed);
      }
    },
    instance: (kind, name, spec, annotations = {}) =>
      apply({
        apiVersion: GROUP,
        kind,
        metadata: { name, namespace: NAMESPACE, annotations },
        spec,
      } as ClusterObject),
    get: path => cluster().api.get<Body>(path),
    codeOf: async path => (await cluster().api.call('GET', path)).status,
    remove: path => cluster().api.call('DELETE', path),
    patch: (path, body) =>
      cluster().api.call('PATCH', path, {
        type: MERGE,
        text: JSON.stringify(body),
      }),
  };
}
