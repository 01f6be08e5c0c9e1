import { NotAllowedError } from '@backstage/errors';
import {
  AbstractionSummary,
  ChangeStage,
  ClusterStatus,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  CacheChange,
  InvalidFieldError,
  KroCluster,
  PolicyVerdict,
} from '@mini-atlas/backstage-plugin-kro-node';
import {
  buildGraph,
  parseResourceGraphDefinition,
  Plan,
} from '@mini-atlas/kro';

export const REF = 'test:webapplication.mini-atlas.dev/team-a/shop';
export const PATH = 'delivery/tenants/team-a/webapplication-shop.yaml';

const status: ClusterStatus = {
  name: 'test',
  state: 'live',
  since: '2026-11-22T19:00:00Z',
};

export const abstraction: AbstractionSummary = {
  name: 'webapplication',
  title: 'Web application',
  description: '',
  apiVersion: 'mini-atlas.dev/v1alpha1',
  kind: 'WebApplication',
  plural: 'webapplications',
  scope: 'Namespaced',
  selfService: true,
  catalogKind: 'Component',
  catalogType: 'service',
  health: { state: 'ready', sentence: 'Ready' },
  instances: 1,
};

const graph = buildGraph(
  parseResourceGraphDefinition({
    apiVersion: 'kro.run/v1alpha1',
    kind: 'ResourceGraphDefinition',
    metadata: { name: 'webapplication' },
    spec: {
      schema: {
        group: 'mini-atlas.dev',
        apiVersion: 'v1alpha1',
        kind: 'WebApplication',
        spec: { tag: 'string' },
      },
      resources: [
        {
          id: 'account',
          template: {
            apiVersion: 'v1',
            kind: 'ServiceAccount',
            metadata: { name: '${schema.metadata.name}' },
          },
        },
      ],
    },
  }),
  () => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    plural: 'serviceaccounts',
    namespaced: true,
  }),
);

/** An instance with a secret word in its sentence, to see whether it gets out. */
export const shop: InstanceDetail = {
  ref: REF,
  apiVersion: 'mini-atlas.dev/v1alpha1',
  kind: 'WebApplication',
  name: 'shop',
  namespace: 'team-a',
  abstraction: 'webapplication',
  abstractionTitle: 'Web application',
  workspace: 'team-a',
  owner: 'group:default/payments',
  entityRef: 'component:team-a/webapplication-shop',
  health: { state: 'failed', sentence: 'Image `hush` cannot be pulled' },
  children: { ready: 1, total: 2 },
  createdAt: '2026-11-22T19:00:00Z',
  changedAt: '2026-11-22T19:00:00Z',
  cluster: status,
  spec: {},
  conditions: [],
  outputs: [],
  nodes: [],
  childList: [],
  causes: [],
  events: [
    {
      at: '2026-11-22T19:00:00Z',
      type: 'Warning',
      reason: 'Failed',
      message: 'hush',
      count: 1,
      subject: 'Pod shop-1',
    },
  ],
  source: { path: PATH, upToDate: true },
  kubectl: '',
  object: { apiVersion: '', kind: '', metadata: {} },
};

export const workspace: InstanceDetail = {
  ...shop,
  ref: 'test:workspace.mini-atlas.dev/team-a',
  kind: 'Workspace',
  name: 'team-a',
  namespace: undefined,
  abstraction: 'workspace',
  health: { state: 'ready', sentence: 'Ready' },
  childList: [
    {
      key: 'ns',
      nodeId: 'ns',
      apiVersion: 'v1',
      kind: 'Namespace',
      name: 'team-a',
      health: { state: 'ready', sentence: 'Ready' },
      hidden: false,
      kubectl: '',
    },
  ],
};

/** A cluster that holds one web application in one workspace; nothing behind it. */
export class FakeCluster implements KroCluster {
  readonly name = 'test';
  state: ClusterStatus = status;
  planned: Plan = { nodes: [], status: {}, unknownStatus: [] };
  problems: { field: string; message: string }[] = [];
  stages: ChangeStage[] = [];
  verdicts: PolicyVerdict[] = [];
  live = true;
  private readonly listeners = new Set<(change: CacheChange) => void>();

  status = () => this.state;
  ready = async () => {};
  abstractions = () => [abstraction];
  abstraction = () => undefined;
  graph = (name: string) => (name === 'webapplication' ? graph : undefined);
  instances = () => [workspace, shop];
  instance = (ref: string) => this.all().find(item => item.ref === ref);
  instanceObject = (ref: string) =>
    this.live && ref === REF ? shop.object : undefined;
  child = (_ref: string, key: string) => {
    if (key.startsWith('secret/')) {
      throw new NotAllowedError('Secret hush is hidden');
    }
    return undefined;
  };
  deliveryPath = () => PATH;
  instanceAtPath = (path: string) =>
    path === PATH
      ? {
          ref: REF,
          entityRef: shop.entityRef,
          abstraction: 'webapplication',
          name: 'shop',
          namespace: 'team-a',
        }
      : undefined;
  specProblems = () => this.problems;
  plan = () => this.planned;
  policyVerdicts = () => this.verdicts;
  changeStages = () => this.stages;
  fluxObject = () => undefined;
  resourceType = () => undefined;

  manifest({ name }: { name: string }) {
    if (name !== 'shop') {
      throw new InvalidFieldError('name', `name is "${name}"; use lower case`);
    }
    return {
      apiVersion: 'mini-atlas.dev/v1alpha1',
      kind: 'WebApplication',
      metadata: { name, namespace: 'team-a' },
    };
  }

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

  private all(): InstanceDetail[] {
    return [workspace, shop];
  }
}
