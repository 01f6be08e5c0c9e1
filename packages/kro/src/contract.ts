import {
  Condition,
  JsonObject,
  KubernetesObject,
  TypeRef,
} from './kubernetesObject';

/** An OpenAPI v3 schema as Kubernetes publishes it: a JSON Schema subset plus `x-kubernetes-*`. */
export interface OpenApiSchema {
  type?: string;
  format?: string;
  properties?: Record<string, OpenApiSchema>;
  additionalProperties?: OpenApiSchema | boolean;
  items?: OpenApiSchema;
  required?: string[];
  [keyword: string]: unknown;
}

/** What a cluster knows of a type of objects. */
export interface ResourceType extends TypeRef {
  /** Plural resource name in paths, e.g. `deployments`. */
  plural: string;
  namespaced: boolean;
  /** Self-contained schema ($refs resolved); absent where the server publishes none. */
  schema?: OpenApiSchema;
}

/** Answers what a cluster knows of a type; `undefined` when it does not serve the type. */
export type TypeResolver = (type: TypeRef) => ResourceType | undefined;

/** How a node of the graph comes to be; KRO's node types. */
export type NodeType =
  | 'Resource'
  | 'Collection'
  | 'External'
  | 'ExternalCollection';

/** One entry of an RGD's `spec.resources`, with what the graph found out about it. */
export interface GraphNode {
  id: string;
  type: NodeType;
  apiVersion: string;
  kind: string;
  /** Undefined where the cluster does not serve the type. */
  namespaced?: boolean;
  /** Ids of the nodes whose values this one uses, sorted. */
  dependencies: string[];
  /** Expressions without their `${}`. */
  includeWhen: string[];
  readyWhen: string[];
  /** The template (or externalRef) as written, expressions unevaluated. */
  template: JsonObject;
  /** Where each expression of the template stands: `spec.replicas` -> `schema.spec.replicas`. */
  expressions: { path: string; expression: string }[];
}

/** An accepted RGD: what KRO would serve, and in which order it would act. */
export interface Graph {
  /** Name of the RGD. */
  name: string;
  group: string;
  version: string;
  kind: string;
  plural: string;
  scope: 'Namespaced' | 'Cluster';
  /** The CustomResourceDefinition that KRO creates. */
  crd: KubernetesObject;
  /** Ids in creation order (KRO's `status.topologicalOrder`). */
  topologicalOrder: string[];
  nodes: Record<string, GraphNode>;
}

/** What stands in the cluster for each node id: none or one object for a Resource, any number for a Collection. */
export type Observed = Record<string, KubernetesObject[]>;

/** One `includeWhen` or `readyWhen` expression and how it came out. */
export interface ExpressionOutcome {
  expression: string;
  /** Undefined while it cannot be evaluated yet. */
  value?: boolean;
  /** Why it cannot be evaluated. */
  error?: string;
  /**
   * Why it is false, in words: `` `spec.host` is empty ``. Absent where it holds, or is too involved to be said in words.
   */
  because?: string;
  /** The values that decided it: each reference of the expression and what it was. */
  values: { reference: string; value: unknown }[];
}

/**
 * Where a node stands.
 * - `ready`: there, and every readyWhen holds
 * - `progressing`: there, not ready
 * - `absent`: resolved, wanted, not there yet
 * - `waiting`: cannot be resolved before the nodes in `waitingFor` are ready or have data
 * - `skipped`: an includeWhen (its own or a dependency's) is false
 * - `error`: its expressions fail for good
 */
export type NodeState =
  | 'ready'
  | 'progressing'
  | 'absent'
  | 'waiting'
  | 'skipped'
  | 'error';

/** A node as *step* sees it. */
export interface NodeStep {
  id: string;
  state: NodeState;
  /** One sentence for people; empty when ready. */
  message: string;
  waitingFor: string[];
  includeWhen: ExpressionOutcome[];
  readyWhen: ExpressionOutcome[];
  /** What KRO applies now, labels and annotations of KRO excluded; empty unless resolved and included. */
  desired: KubernetesObject[];
  /** Id of the node that it depends on and is skipped with. */
  skippedWith?: string;
  /** What KRO reads for an External or ExternalCollection, once resolved: `metadata` has name or selector, and namespace. */
  reads?: KubernetesObject;
}

/** What KRO does now, given what is observed. Follows `pkg/controller/instance` and `pkg/runtime` of KRO 0.9.4. */
export interface Step {
  nodes: Record<string, NodeStep>;
  /** `status.state` of the instance. */
  state: 'ACTIVE' | 'IN_PROGRESS' | 'ERROR' | 'DELETING';
  /** Status fields of the RGD that could be resolved, without conditions and state. */
  status: JsonObject;
  /** InstanceManaged, GraphResolved, ResourcesReady, Ready; without lastTransitionTime. */
  conditions: Condition[];
  /** Set when an evaluation failed for good: nothing is applied then. */
  error?: string;
}

/** A value that only a controller can fill in. */
export interface UnknownValue {
  /** Path in the object, e.g. `spec.clusterIP` or `subjects[0].name`. */
  path: string;
  /** The expression that will fill it. */
  expression: string;
}

/** A node as *plan* sees it. */
export interface PlannedNode {
  id: string;
  type: NodeType;
  apiVersion: string;
  kind: string;
  dependencies: string[];
  /** `create`: will exist. `skipped`: will not, see `reason`. `unknown`: an includeWhen depends on a value known after apply. `external`: only read. `error`: can never be made, see `reason`. */
  outcome: 'create' | 'skipped' | 'unknown' | 'external' | 'error';
  /** Why it is skipped, unknown or in error, in words. */
  reason?: string;
  /** The `includeWhen` that decided `reason`, where one did. */
  condition?: ExpressionOutcome;
  /** Id of the node that it depends on and shares the fate of. */
  with?: string;
  /** The objects; where `unknown` names a path, the value there is `KNOWN_AFTER_APPLY`. */
  objects: { object: KubernetesObject; unknown: UnknownValue[] }[];
}

/** What will exist in the end, in topological order. */
export interface Plan {
  nodes: PlannedNode[];
  /** Status fields that the instance will show; unknown ones named by path. */
  status: JsonObject;
  unknownStatus: UnknownValue[];
  /** Set when no child can ever be created: why. */
  error?: string;
}

/** Stands in a planned object where only a controller can fill in the value. */
export const KNOWN_AFTER_APPLY = '(known after apply)';
