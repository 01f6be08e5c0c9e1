import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
  plan,
  Plan,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ObjectStore } from '../cache/objectStore';
import { admissionPolicies } from '../policy/admissionPolicy';
import { admittedObjects } from '../policy/admittedObjects';
import { PolicyVerdict, policyVerdicts } from '../policy/policyVerdicts';
import { foundationGraph, servedType } from './foundation';

const POLICIES = resolve(__dirname, '../../../../kind/foundation/policies');
const ABSTRACTIONS = ['workspace', 'webapplication', 'infrastructure', 'topic'];
const ANYTHING = {
  type: 'object' as const,
  'x-kubernetes-preserve-unknown-fields': true,
};
/** Types that no abstraction of the tree makes, and people do. */
const MADE_BY_HAND: ResourceType[] = [
  ['v1', 'Pod', 'pods'],
  ['apps/v1', 'DaemonSet', 'daemonsets'],
  ['apps/v1', 'StatefulSet', 'statefulsets'],
  ['batch/v1', 'CronJob', 'cronjobs'],
  ['batch/v1', 'Job', 'jobs'],
].map(([apiVersion, kind, plural]) => ({
  apiVersion,
  kind,
  plural,
  namespaced: true,
  schema: ANYTHING,
}));

/** The policies in the platform's tree. */
export const treePolicies: KubernetesObject[] = readdirSync(POLICIES)
  .sort()
  .flatMap(name =>
    parseAllDocuments(readFileSync(resolve(POLICIES, name), 'utf8')).map(
      document => document.toJS(),
    ),
  );

const graphs = new Map(
  ABSTRACTIONS.map(name => {
    const graph = foundationGraph(name);
    return [graph.kind, graph];
  }),
);

function typeOf(graph: Graph): ResourceType {
  const { group, version, kind, plural, scope } = graph;
  return {
    apiVersion: `${group}/${version}`,
    kind,
    plural,
    namespaced: scope === 'Namespaced',
  };
}

function resolverWith(graph: Graph) {
  const own = typeOf(graph);
  return (type: TypeRef): ResourceType | undefined =>
    [own, ...MADE_BY_HAND].find(
      one => one.apiVersion === type.apiVersion && one.kind === type.kind,
    ) ?? servedType(type);
}

/** What somebody orders, and all that KRO makes of it. */
export interface OrderUnderTest {
  graph: Graph;
  manifest: KubernetesObject;
  plan: Plan;
}

/** An order of one of the tree's abstractions. */
export function orderOf(manifest: KubernetesObject): OrderUnderTest {
  const graph = graphs.get(manifest.kind);
  if (!graph) throw new Error(`The tree has no ${manifest.kind}`);
  return { graph, manifest, plan: plan(graph, manifest) };
}

/** An order of an abstraction that makes just these objects. */
export function orderOfBare(objects: KubernetesObject[]): OrderUnderTest {
  const manifest = {
    apiVersion: 'example.dev/v1alpha1',
    kind: 'Bundle',
    metadata: { name: 'bundle', namespace: 'shop' },
    spec: {},
  };
  const definition = parseResourceGraphDefinition({
    apiVersion: 'kro.run/v1alpha1',
    kind: 'ResourceGraphDefinition',
    metadata: { name: 'bundle' },
    spec: {
      schema: { group: 'example.dev', apiVersion: 'v1alpha1', kind: 'Bundle' },
      resources: objects.map((template, index) => ({
        id: `object${index}`,
        template,
      })),
    },
  });
  const graph = buildGraph(
    definition,
    type =>
      MADE_BY_HAND.find(
        one => one.apiVersion === type.apiVersion && one.kind === type.kind,
      ) ?? servedType(type),
  );
  return { graph, manifest, plan: plan(graph, manifest) };
}

/** The manifest of an order and what KRO makes of it, without what the cluster adds. */
export function objectsOf({
  manifest,
  plan: { nodes },
}: OrderUnderTest): KubernetesObject[] {
  const children = nodes
    .filter(({ outcome }) => outcome === 'create')
    .flatMap(({ objects }) => objects.map(({ object }) => object));
  return [manifest, ...children];
}

/** What the tree's policies say of an order, in a cluster with these namespaces and further policies. */
export function treeVerdicts(
  { graph, manifest, plan: made }: OrderUnderTest,
  present: KubernetesObject[],
): PolicyVerdict[] {
  const store = new ObjectStore();
  [...present, ...treePolicies].forEach(object =>
    store.set({ apiVersion: object.apiVersion, kind: object.kind }, object),
  );
  const admission = { store, resolve: resolverWith(graph), graph };
  const objects = admittedObjects(admission, manifest, made);
  return policyVerdicts(admissionPolicies(store, objects), objects);
}
