import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  AbstractionDetail,
  AbstractionSummary,
  ChangeFacts,
  ChangeStage,
  ChildObject,
  ClusterStatus,
  entityRefOf,
  FluxObject,
  FluxRef,
  InstanceDetail,
  InstanceSummary,
  PreviewRequest,
  stringifyInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  Graph,
  KubernetesObject,
  Plan,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import { RESOURCE_GRAPH_DEFINITION } from '../cache/baseTypes';
import { ClusterConnection } from '../connection/connection';
import { planManifest, specProblemsOf } from '../engine/manifestChecks';
import {
  CacheChange,
  DeliveredInstance,
  KroCluster,
  SpecProblem,
} from '../kroCluster';
import { abstractionDetailOf } from '../present/abstractionView';
import { deliveryProgress } from '../present/changeDelivery';
import { changeStagesOf } from '../present/changeStages';
import {
  DeliveredIdentity,
  deliveryPathOf,
  identityAtPath,
  manifestOf,
} from '../present/delivery';
import { fluxObjectOf } from '../present/flux';
import { InvalidFieldError } from '../present/invalidFieldError';
import { admissionPolicies } from '../policy/admissionPolicy';
import { admittedObjects } from '../policy/admittedObjects';
import { PolicyVerdict, policyVerdicts } from '../policy/policyVerdicts';
import { unseenPolicies } from '../policy/unseenPolicies';
import { parseApiVersion } from '../types/crdTypes';
import { ClusterView } from './clusterView';
import { Watching } from './watching';

/** KroCluster over a live mirror. Every answer is computed from memory. */
export class WatchedKroCluster implements KroCluster {
  readonly name: string;
  private readonly watching: Watching;
  private readonly view: ClusterView;
  private readonly now: () => Date;

  constructor(options: {
    name: string;
    connection: ClusterConnection;
    now: () => Date;
    logger?: Pick<LoggerService, 'warn' | 'info'>;
  }) {
    this.name = options.name;
    this.now = options.now;
    this.watching = new Watching(options);
    this.view = this.watching.view;
  }

  start(): void {
    this.watching.start();
  }

  stop(): void {
    this.watching.stop();
  }

  status(): ClusterStatus {
    return this.watching.status();
  }

  ready(options?: { signal?: AbortSignal }): Promise<void> {
    return this.watching.ready(options?.signal);
  }

  subscribe(listener: (change: CacheChange) => void): () => void {
    return this.watching.subscribe(listener);
  }

  abstractions(): AbstractionSummary[] {
    return this.view.abstractions();
  }

  abstraction(name: string): AbstractionDetail | undefined {
    const rgd = this.view.store.get(RESOURCE_GRAPH_DEFINITION, name);
    const summary = this.view.abstractionNamed(name);
    return (
      rgd &&
      summary &&
      abstractionDetailOf(
        summary,
        rgd,
        this.view.graphs.graphIfAccepted(rgd),
        this.status(),
      )
    );
  }

  graph(name: string): Graph | undefined {
    const rgd = this.view.store.get(RESOURCE_GRAPH_DEFINITION, name);
    return rgd && this.view.graphs.graph(rgd);
  }

  instances(): InstanceSummary[] {
    return this.watching.instances();
  }

  instance(ref: string): InstanceDetail | undefined {
    return this.view.instance(ref, this.status());
  }

  instanceObject(ref: string): KubernetesObject | undefined {
    return this.view.directory.find(ref)?.object;
  }

  child(ref: string, key: string): ChildObject | undefined {
    const found = this.view
      .evaluationOf(ref)
      ?.children.find(({ child }) => child.key === key);
    if (found?.child.hidden) {
      throw new NotAllowedError(
        `${found.child.kind} ${found.child.name} is hidden: the portal does not read Secrets`,
      );
    }
    return found?.object && { child: found.child, object: found.object };
  }

  manifest(request: PreviewRequest): KubernetesObject {
    return manifestOf(this.requireAbstraction(request.abstraction), request);
  }

  deliveryPath(
    request: Pick<PreviewRequest, 'abstraction' | 'name' | 'namespace'>,
  ): string {
    return deliveryPathOf(
      this.requireAbstraction(request.abstraction),
      request,
    );
  }

  instanceAtPath(path: string): DeliveredInstance | undefined {
    const found = identityAtPath(this.abstractions(), path);
    return found && this.deliveredInstance(found);
  }

  specProblems(manifest: KubernetesObject): SpecProblem[] {
    return specProblemsOf(this.graphFor(manifest), manifest);
  }

  plan(manifest: KubernetesObject): Plan {
    const graph = this.graphFor(manifest);
    const [problem] = specProblemsOf(graph, manifest);
    if (problem) throw new InvalidFieldError(problem.field, problem.message);
    return planManifest(this.view.store, graph, manifest);
  }

  policyVerdicts(manifest: KubernetesObject, plan: Plan): PolicyVerdict[] {
    const { store, types } = this.view;
    const admission = {
      store,
      resolve: (type: TypeRef) => types.resolve(type),
      graph: this.graphFor(manifest),
    };
    const objects = admittedObjects(admission, manifest, plan);
    return [
      ...unseenPolicies(this.status().unavailable ?? []),
      ...policyVerdicts(admissionPolicies(store, objects), objects),
    ];
  }

  changeStages(facts: ChangeFacts): ChangeStage[] {
    const path = facts.files[0]?.path;
    const subject = path ? this.instanceAtPath(path) : undefined;
    const ref = subject?.ref;
    const instance = ref ? this.view.changedInstance(ref) : undefined;
    const goneAt = ref ? this.view.goneAt(ref) : undefined;
    const now = this.now().getTime();
    return changeStagesOf({
      facts,
      now,
      ...(facts.state === 'merged'
        ? {
            delivery: deliveryProgress(
              this.view.store,
              facts,
              now,
              subject?.name,
            ),
          }
        : {}),
      ...(instance ? { instance } : {}),
      ...(goneAt ? { goneAt } : {}),
    });
  }

  fluxObject(ref: FluxRef): FluxObject | undefined {
    return fluxObjectOf(this.view.store, ref);
  }

  resourceType(type: TypeRef): ResourceType | undefined {
    return this.view.types.resolve(type);
  }

  private requireAbstraction(name: string): AbstractionSummary {
    const found = this.view.abstractionNamed(name);
    if (found) return found;
    const known = this.abstractions().map(abstraction => abstraction.name);
    throw new InvalidFieldError(
      'abstraction',
      `abstraction is '${name}', which the cluster does not have; it has ${
        known.join(', ') || 'none'
      }`,
    );
  }

  private graphFor({ apiVersion, kind }: KubernetesObject): Graph {
    const abstraction = this.abstractions().find(
      candidate =>
        candidate.kind === kind && candidate.apiVersion === apiVersion,
    );
    const graph = abstraction && this.graph(abstraction.name);
    if (!graph) {
      throw new InputError(
        `no abstraction of this cluster makes ${kind} of ${apiVersion}`,
      );
    }
    return graph;
  }

  private deliveredInstance({
    abstraction,
    ...identity
  }: DeliveredIdentity): DeliveredInstance {
    return {
      ...identity,
      abstraction: abstraction.name,
      entityRef: entityRefOf(abstraction, identity),
      ref: stringifyInstanceRef({
        cluster: this.name,
        kind: abstraction.kind,
        group: parseApiVersion(abstraction.apiVersion).group,
        ...identity,
      }),
    };
  }
}
