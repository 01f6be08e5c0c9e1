import {
  Graph,
  KubernetesObject,
  Plan,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import {
  AbstractionDetail,
  AbstractionSummary,
  ChangeFacts,
  ChangeStage,
  ChildObject,
  ClusterStatus,
  FluxObject,
  FluxRef,
  InstanceDetail,
  InstanceSummary,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { PolicyVerdict } from './policy/policyVerdicts';

/** What changed in the cache; refs and names only. */
export interface CacheChange {
  instances: string[];
  abstractions: string[];
  /** Flux objects changed. */
  delivery: boolean;
  /** The connection was lost or came back. */
  cluster: boolean;
  /**
   * Those of them whose objects were seen to be deleted. An instance that is only no longer looked at, because its
   * abstraction went, is not among them.
   */
  deleted?: { instances: string[]; abstractions: string[] };
}

/** Whom a file of the delivery repository orders. */
export interface DeliveredInstance {
  /** Instance ref. */
  ref: string;
  /** Entity ref of the catalog entity it becomes. */
  entityRef: string;
  /** Name of the ResourceGraphDefinition. */
  abstraction: string;
  name: string;
  namespace?: string;
}

/** Where a manifest breaks its abstraction's schema. */
export interface SpecProblem {
  /** e.g. `spec.database.storage`. */
  field: string;
  /** Begins with the field; names value and rule. */
  message: string;
  /** The field must be given, and nothing is: not wrong, only not there yet. */
  missing?: true;
}

/**
 * One watch cache over RGDs, instances, children, pods, Flux objects and events: LIST once, then watch.
 * All answers come from memory; none costs the API server a request.
 * Reads with the portal's own read-only account: callers authorize *their* caller first.
 */
export interface KroCluster {
  readonly name: string;
  status(): ClusterStatus;
  /**
   * Resolves when the first LISTs are in and every instance was looked at since it changed, which is done in slices that
   * hold nobody up; `instances` then answers at once. Rejects with the reason when `signal` ends before the LISTs are in.
   */
  ready(options?: { signal?: AbortSignal }): Promise<void>;

  abstractions(): AbstractionSummary[];
  abstraction(name: string): AbstractionDetail | undefined;
  /** The RGD's graph; throws with KRO's reason when it is not accepted. `undefined` when there is no such RGD. */
  graph(name: string): Graph | undefined;

  /**
   * All instances; while the first LISTs come in, only those that were looked at so far, so that nobody is held up. A
   * change with `cluster` tells that there are more.
   */
  instances(): InstanceSummary[];
  instance(ref: string): InstanceDetail | undefined;
  /** The instance's own object, for identity and deletion checks. */
  instanceObject(ref: string): KubernetesObject | undefined;
  /** A child's object; `undefined` when there is no such child. Throws NotAllowedError for a Secret. */
  child(ref: string, key: string): ChildObject | undefined;

  /** The manifest that an order writes: name, namespace, owner annotation and spec. Throws InputError naming the field. */
  manifest(request: PreviewRequest): KubernetesObject;
  /** Where that manifest lives in the delivery repository, after the RGD's delivery-path. Throws InputError for a name that is not a DNS label. */
  deliveryPath(
    request: Pick<PreviewRequest, 'abstraction' | 'name' | 'namespace'>,
  ): string;
  /** Whose manifest a file of the delivery repository is, by its path; `undefined` when it is nobody's. It need not exist. */
  instanceAtPath(path: string): DeliveredInstance | undefined;
  /** Every place where the manifest breaks its abstraction's schema; empty when it holds. */
  specProblems(manifest: KubernetesObject): SpecProblem[];
  /** What KRO will make of it. Throws InputError naming the field where the spec breaks the schema. */
  plan(manifest: KubernetesObject): Plan;

  /**
   * What the cluster's admission policies say of a manifest and of each child that KRO will make of it: Kyverno's
   * ValidatingPolicy and NamespacedValidatingPolicy, and Kubernetes' ValidatingAdmissionPolicy where it is bound. Those
   * that are about none of it are not among them.
   */
  policyVerdicts(manifest: KubernetesObject, plan: Plan): PolicyVerdict[];

  /** The stages of a change, from what the pull request says and what the cluster shows. */
  changeStages(facts: ChangeFacts): ChangeStage[];

  /** A Flux object that brings changes into the cluster; `undefined` when there is none of that name. */
  fluxObject(ref: FluxRef): FluxObject | undefined;

  /** What the cluster serves for a type. */
  resourceType(type: TypeRef): ResourceType | undefined;

  /** Calls back, batched within 50 ms, when the cache changed. Returns the function that ends it. */
  subscribe(listener: (change: CacheChange) => void): () => void;
}
