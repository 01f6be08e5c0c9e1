import { Condition, KubernetesObject, NodeType } from '@mini-atlas/kro';
import { ClusterStatus, Health } from './status';

/** An abstraction as the portal knows it: its RGD and the annotations on it. */
export interface AbstractionSummary {
  /** Name of the ResourceGraphDefinition. */
  name: string;
  title: string;
  description: string;
  apiVersion: string;
  kind: string;
  plural: string;
  scope: 'Namespaced' | 'Cluster';
  selfService: boolean;
  /** Entity ref of the software template that orders it. */
  template?: string;
  catalogKind: string;
  catalogType: string;
  deliveryPath?: string;
  /** Labels of an instance's workloads, pods and services; `{name}` and `{namespace}` are the instance's. */
  kubernetesSelector?: string;
  /** How others use an instance, as lines to copy; with the same placeholders. */
  usage?: string;
  health: Health;
  instances: number;
}

/** Answer of `GET /abstractions`. */
export interface AbstractionList {
  cluster: ClusterStatus;
  items: AbstractionSummary[];
}

/** A field of an abstraction's spec, flattened. */
export interface AbstractionField {
  /** e.g. `database.storage`, `env[].name`. */
  path: string;
  /** e.g. `string`, `integer`, `[]string`, `object`. */
  type: string;
  required: boolean;
  default?: unknown;
  description?: string;
  /** Limits in words, e.g. `at least 1`, `matches ^[a-z]+$`, `cannot be changed later`. */
  limits: string[];
}

/** Answer of `GET /abstractions/:name`. */
export interface AbstractionDetail extends AbstractionSummary {
  cluster: ClusterStatus;
  fields: AbstractionField[];
  /** The spec's schema: OpenAPI v3 of the CRD that KRO serves. */
  specSchema: Record<string, unknown>;
  nodes: {
    id: string;
    type: NodeType;
    apiVersion: string;
    kind: string;
    dependencies: string[];
    includeWhen: string[];
    readyWhen: string[];
    /** Spec fields that this node uses. */
    fields: string[];
  }[];
  conditions: Condition[];
  object: KubernetesObject;
}
