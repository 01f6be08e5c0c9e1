import {
  AbstractionDetail,
  ClusterStatus,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { CacheChange, KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/** A cluster that is connected. */
export const live: ClusterStatus = {
  name: 'test',
  state: 'live',
  since: '2026-11-22T19:00:00Z',
};

/** An abstraction of a kind. */
export function abstraction(
  parts: Partial<AbstractionDetail> & { kind: string },
): AbstractionDetail {
  return {
    name: parts.kind.toLowerCase(),
    title: parts.kind,
    description: 'What it is for',
    apiVersion: 'mini-atlas.dev/v1alpha1',
    plural: '',
    scope: 'Namespaced',
    selfService: true,
    template: `template:default/${parts.kind.toLowerCase()}`,
    catalogKind: 'Component',
    catalogType: 'service',
    health: { state: 'ready', sentence: 'Ready' },
    instances: 0,
    cluster: live,
    fields: [],
    specSchema: {},
    nodes: [],
    conditions: [],
    object: {
      apiVersion: 'kro.run/v1alpha1',
      kind: 'ResourceGraphDefinition',
      metadata: { name: parts.kind.toLowerCase(), uid: 'hidden' },
      spec: { resources: [] },
    },
    ...parts,
  };
}

/** An instance; of any kind but Workspace, in namespace `team-a`. */
export function instance(
  kind: string,
  name: string,
  parts: Partial<InstanceDetail> = {},
): InstanceDetail {
  const namespace = kind === 'Workspace' ? undefined : 'team-a';
  const refName = namespace ? `${namespace}/${name}` : name;
  return {
    ref: `test:${kind.toLowerCase()}.mini-atlas.dev/${refName}`,
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind,
    name,
    ...(namespace ? { namespace, workspace: 'team-a' } : {}),
    abstraction: kind.toLowerCase(),
    abstractionTitle: kind,
    entityRef: namespace
      ? `component:${namespace}/${kind.toLowerCase()}-${name}`
      : `system:default/${name}`,
    health: { state: 'ready', sentence: 'Ready' },
    children: { ready: 0, total: 0 },
    createdAt: '',
    changedAt: '',
    cluster: live,
    spec: {},
    conditions: [],
    outputs: [],
    nodes: [],
    childList: [],
    causes: [],
    events: [],
    source: { upToDate: true, path: `delivery/${name}.yaml` },
    kubectl: '',
    object: { apiVersion: '', kind, metadata: { name } },
    ...parts,
  };
}

/** A cluster that holds what a test says, and changes when it says so. */
export class FakeCluster implements KroCluster {
  readonly name = 'test';
  current: ClusterStatus = live;
  items: InstanceDetail[] = [];
  kinds: AbstractionDetail[] = [];
  private readonly listeners = new Set<(change: CacheChange) => void>();

  status = () => this.current;
  ready = async () => {};
  abstractions = () => this.kinds;
  abstraction = (name: string) => this.kinds.find(item => item.name === name);
  graph = () => undefined;
  instances = () => this.items;
  instance = (ref: string) => this.items.find(item => item.ref === ref);
  instanceObject = () => undefined;
  child = (_ref: string, key: string) =>
    key === 'workload'
      ? {
          child: this.items[0].childList[0],
          object: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { labels: { app: 'shop', 'kro.run/owned': 'true' } },
            spec: { template: { metadata: { labels: { app: 'shop' } } } },
          },
        }
      : undefined;
  manifest = () => ({ apiVersion: '', kind: '', metadata: {} });
  deliveryPath = () => '';
  instanceAtPath = () => undefined;
  specProblems = () => [];
  plan = () => ({ nodes: [], status: {}, unknownStatus: [] });
  policyVerdicts = () => [];
  changeStages = () => [];
  fluxObject = () => undefined;
  resourceType = () => undefined;
  subscribe(listener: (change: CacheChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  tell(change: Partial<CacheChange>): void {
    this.listeners.forEach(listener =>
      listener({
        instances: [],
        abstractions: [],
        delivery: false,
        cluster: false,
        ...change,
      }),
    );
  }
}
