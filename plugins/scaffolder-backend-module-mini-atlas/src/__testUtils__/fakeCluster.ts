import { InputError } from '@backstage/errors';
import {
  AbstractionDetail,
  AbstractionSummary,
  ChangeFacts,
  ChangeStage,
  ClusterStatus,
  InstanceDetail,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  CacheChange,
  KroCluster,
  PolicyVerdict,
} from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject, Plan } from '@mini-atlas/kro';
import { definition, graph, specSchema } from './platform';

const SINCE = '2026-11-22T22:00:00Z';

/** A cluster for tests, with the abstractions of `kind/foundation`. What it shows is set by the test. */
export class FakeCluster implements KroCluster {
  readonly name = 'test';
  state: ClusterStatus = { name: 'test', state: 'live', since: SINCE };
  /** What `ready()` does. */
  readying: () => Promise<void> = async () => undefined;
  offered: AbstractionDetail[] = [
    abstraction('workspace'),
    abstraction('webapplication'),
  ];
  living: InstanceDetail[] = [];
  planned: (manifest: KubernetesObject) => Plan = planOf;
  /** What policies say. */
  judged: (manifest: KubernetesObject) => PolicyVerdict[] = () => [];
  stages: (facts: ChangeFacts) => ChangeStage[] = () => [];
  private readonly listeners = new Set<(change: CacheChange) => void>();

  status() {
    return this.state;
  }

  ready() {
    return this.readying();
  }

  abstractions(): AbstractionSummary[] {
    return this.offered;
  }

  abstraction(name: string) {
    return this.offered.find(offer => offer.name === name);
  }

  graph(name: string) {
    return graph(name);
  }

  instances() {
    return this.living;
  }

  instance(ref: string) {
    return this.living.find(lives => lives.ref === ref);
  }

  instanceObject(ref: string) {
    return this.instance(ref)?.object;
  }

  child() {
    return undefined;
  }

  manifest({ abstraction: name, ...order }: PreviewRequest): KubernetesObject {
    const { apiVersion, kind } = this.required(name);
    return {
      apiVersion,
      kind,
      metadata: {
        name: order.name,
        ...(order.namespace ? { namespace: order.namespace } : {}),
        ...(order.owner
          ? { annotations: { 'mini-atlas.dev/owner': order.owner } }
          : {}),
      },
      spec: order.spec,
    };
  }

  deliveryPath(
    order: Pick<PreviewRequest, 'abstraction' | 'name' | 'namespace'>,
  ) {
    const { deliveryPath = '', kind } = this.required(order.abstraction);
    return deliveryPath
      .replace('{namespace}', order.namespace ?? '')
      .replace('{kind}', kind.toLowerCase())
      .replace('{name}', order.name);
  }

  instanceAtPath() {
    return undefined;
  }

  specProblems() {
    return [];
  }

  plan(manifest: KubernetesObject) {
    return this.planned(manifest);
  }

  policyVerdicts(manifest: KubernetesObject) {
    return this.judged(manifest);
  }

  changeStages(facts: ChangeFacts) {
    return this.stages(facts);
  }

  fluxObject() {
    return undefined;
  }

  resourceType() {
    return undefined;
  }

  subscribe(listener: (change: CacheChange) => void) {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Tells everyone who subscribed. */
  change(change: Partial<CacheChange> = {}) {
    for (const listener of this.listeners) {
      listener({
        instances: [],
        abstractions: [],
        delivery: false,
        cluster: false,
        ...change,
      });
    }
  }

  /** Lets a workspace of that name live here. */
  addWorkspace(name: string) {
    this.living.push(instance({ abstraction: 'workspace', name }));
  }

  private required(name: string): AbstractionSummary {
    const found = this.abstraction(name);
    if (!found) throw new InputError(`abstraction is "${name}": unknown`);
    return found;
  }
}

/** One of the abstractions in `kind/foundation`, as the portal shows it. */
export function abstraction(name: string): AbstractionDetail {
  const rgd = definition(name);
  const { kind, group, version, plural, scope } = graph(name);
  const annotations = rgd.metadata.annotations ?? {};
  return {
    name,
    title: annotations['mini-atlas.dev/title'],
    description: annotations['mini-atlas.dev/description'],
    apiVersion: `${group}/${version}`,
    kind,
    plural,
    scope,
    selfService: true,
    template: annotations['mini-atlas.dev/template'],
    catalogKind: annotations['mini-atlas.dev/catalog-kind'],
    catalogType: annotations['mini-atlas.dev/catalog-type'],
    deliveryPath: annotations['mini-atlas.dev/delivery-path'],
    health: { state: 'ready', sentence: 'Served' },
    instances: 0,
    cluster: { name: 'test', state: 'live', since: SINCE },
    fields: Object.entries(
      Object(specSchema(name).properties) as Record<string, unknown>,
    ).map(([path, field]) => ({
      path,
      type: Object(field).type,
      required: Object(specSchema(name).required ?? []).includes(path),
      default: Object(field).default,
      description: Object(field).description,
      limits: [],
    })),
    specSchema: specSchema(name),
    nodes: [],
    conditions: [],
    object: rgd,
  };
}

/** An instance that lives in the cluster; one without a namespace has made a namespace of its name. */
export function instance(options: {
  abstraction: string;
  name: string;
  namespace?: string;
}): InstanceDetail {
  const { name, namespace } = options;
  const { apiVersion, kind, title } = abstraction(options.abstraction);
  const ref = `test:${kind.toLowerCase()}.mini-atlas.dev/${
    namespace ? `${namespace}/` : ''
  }${name}`;
  const health = { state: 'ready' as const, sentence: 'Ready' };
  return {
    ref,
    apiVersion,
    kind,
    name,
    ...(namespace ? { namespace } : {}),
    abstraction: options.abstraction,
    abstractionTitle: title,
    entityRef: `system:default/${name}`,
    health,
    children: { ready: 1, total: 1 },
    createdAt: SINCE,
    changedAt: SINCE,
    cluster: { name: 'test', state: 'live', since: SINCE },
    spec: {},
    conditions: [],
    outputs: [],
    nodes: [],
    childList: namespace
      ? []
      : [
          {
            key: `ns/Namespace./${name}`,
            nodeId: 'ns',
            apiVersion: 'v1',
            kind: 'Namespace',
            name,
            health,
            hidden: false,
            kubectl: `kubectl get namespace ${name}`,
          },
        ],
    causes: [],
    events: [],
    source: { upToDate: true },
    kubectl: '',
    object: { apiVersion, kind, metadata: { name } },
  };
}

/** A plan with a made, a half-known and a skipped child. */
export function planOf({ metadata }: KubernetesObject): Plan {
  const { name, namespace } = metadata;
  const child = (apiVersion: string, kind: string) => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}) },
  });
  const base = { type: 'Resource' as const, dependencies: [] };
  return {
    nodes: [
      {
        ...base,
        id: 'deployment',
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        outcome: 'create',
        objects: [{ object: child('apps/v1', 'Deployment'), unknown: [] }],
      },
      {
        ...base,
        id: 'service',
        apiVersion: 'v1',
        kind: 'Service',
        outcome: 'create',
        objects: [
          {
            object: child('v1', 'Service'),
            unknown: [{ path: 'spec.clusterIP', expression: 'x' }],
          },
        ],
      },
      {
        ...base,
        id: 'route',
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        outcome: 'skipped',
        reason: 'schema.spec.host != "" is false',
        objects: [],
      },
    ],
    status: {},
    unknownStatus: [],
  };
}
