import {
  Condition,
  ExpressionOutcome,
  JsonObject,
  KubernetesObject,
  NodeType,
} from '@mini-atlas/kro';
import { ClusterStatus, Health, HealthState } from './status';

/** One row of the fleet. */
export interface InstanceSummary {
  /** Instance ref. */
  ref: string;
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  /** Name of the ResourceGraphDefinition. */
  abstraction: string;
  /** How people call the abstraction. */
  abstractionTitle: string;
  /** Name of the workspace it lives in: the instance whose Namespace child is its namespace. */
  workspace?: string;
  /** Entity ref of the owner: its own annotation, else its workspace's. */
  owner?: string;
  /** Entity ref of the catalog entity it becomes. */
  entityRef: string;
  health: Health;
  /** Children that should be there, and how many are ready. */
  children: { ready: number; total: number };
  /** RFC 3339. */
  createdAt: string;
  /** RFC 3339: the newest transition or event that concerns it. */
  changedAt: string;
}

/** Answer of `GET /instances`. */
export interface InstanceList {
  cluster: ClusterStatus;
  items: InstanceSummary[];
}

/** A child: an object that KRO made for the instance. Secrets are named, never read. */
export interface Child {
  /** Unique within the instance: `nodeId/kind.group/namespace/name`. */
  key: string;
  nodeId: string;
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  health: Health;
  /** True when the portal may not read it (a Secret). */
  hidden: boolean;
  createdAt?: string;
  /** How many pods run for it; absent when none does. */
  pods?: number;
  /** The command line that shows it. */
  kubectl: string;
}

/** A node of the abstraction's graph with its live state. */
export interface GraphNodeView {
  id: string;
  type: NodeType;
  apiVersion: string;
  kind: string;
  dependencies: string[];
  health: Health;
  /** Ids of nodes. */
  waitingFor: string[];
  /** Id of the node that it depends on and is skipped with. */
  skippedWith?: string;
  includeWhen: ExpressionOutcome[];
  readyWhen: ExpressionOutcome[];
  /** Keys of its children. */
  children: string[];
}

/** One value of the instance's status that an application can use. */
export interface Output {
  /** Path under `status`, e.g. `database.endpoint`. */
  path: string;
  value: string | number | boolean;
  /** `endpoint`: host, host:port or URL. `secret`: the name of a Secret. */
  type: 'endpoint' | 'url' | 'secret' | 'value';
}

/** One line of the walk from the instance to the root cause. */
export interface CauseStep {
  /** What is concerned, e.g. `Deployment shop`, `Pod shop-7d…`, `Kustomization flux-system/tenants`. */
  subject: string;
  /** What is wrong with it, a sentence. */
  sentence: string;
  reason?: string;
  /** Key of the child, where it is one or is behind one. */
  child?: string;
  /** Id of the node, where it is one without children. */
  node?: string;
}

/** Where the instance comes from in Git. */
export interface Source {
  /** Path in the delivery repository. */
  path?: string;
  /** Kustomization and source object, `namespace/name`. */
  kustomization?: string;
  gitRepository?: string;
  /** Address of the Git repository as Flux knows it. */
  repositoryUrl?: string;
  /** `branch@sha1:commit` that was applied last. */
  appliedRevision?: string;
  /** `branch@sha1:commit` that Flux fetched last. */
  fetchedRevision?: string;
  /** True when what was fetched is applied. */
  upToDate: boolean;
  /** Set when Flux cannot fetch or apply: the sentence. */
  blocked?: string;
  /** Address of the file in the forge's web pages. */
  fileUrl?: string;
}

/** An event of the cluster that concerns the instance, one of its children or their pods. */
export interface InstanceEvent {
  /** RFC 3339 */
  at: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  count: number;
  subject: string;
  child?: string;
}

/** Answer of `GET /instance?ref=`. */
export interface InstanceDetail extends InstanceSummary {
  cluster: ClusterStatus;
  spec: JsonObject;
  conditions: Condition[];
  outputs: Output[];
  /** How others use it, in the words of the abstraction's author: lines to copy. */
  usage?: string;
  nodes: GraphNodeView[];
  childList: Child[];
  /** At most three lines; empty when ready. */
  causes: CauseStep[];
  events: InstanceEvent[];
  source: Source;
  /** The command line that shows it. */
  kubectl: string;
  /** The instance as it stands in the cluster, without managedFields. */
  object: KubernetesObject;
}

/** Answer of `GET /instance/child?ref=&key=`: the child's object without managedFields. */
export interface ChildObject {
  child: Child;
  object: KubernetesObject;
}

/** Counts by state, for the header strip. */
export type HealthCounts = Record<HealthState, number>;
