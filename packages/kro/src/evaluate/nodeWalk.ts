import { ExpressionOutcome, NodeState, NodeStep, Observed } from '../contract';
import { CompiledNode } from '../graph/compiledGraph';
import { KubernetesObject } from '../kubernetesObject';
import { Evaluation } from './evaluation';
import { falseInWords } from './conditionInWords';
import { checkReadiness, Readiness } from './readiness';
import { identity, isUnresolved, ResolutionFailure, resolve } from './resolve';

function groupVersionResource({ node, plural }: CompiledNode): string {
  const [group, version] = node.apiVersion.includes('/')
    ? node.apiVersion.split('/')
    : ['', node.apiVersion];
  return `gvr "${group}/${version}, Resource=${plural}"`;
}

function objectName({ metadata }: KubernetesObject): string {
  const { namespace, name = '' } = metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** A node's finding before it becomes a NodeStep. */
interface Finding {
  state: NodeState;
  message: string;
  waitingFor?: string[];
  readyWhen?: ExpressionOutcome[];
  desired?: KubernetesObject[];
  reads?: KubernetesObject;
  skippedWith?: string;
}

/** Goes through the nodes in order as KRO's `processNodes` and `processApplyResults` do, and keeps what they find. */
export class NodeWalk {
  readonly nodes: Record<string, NodeStep> = {};
  /** The error that ends the reconcile: nothing is applied. */
  fatal: string | undefined;
  /** A child that is being deleted ends it too, for now. */
  deleting: string | undefined;
  /** Why the first unresolved node cannot be resolved, as KRO words it. */
  unresolved: string | undefined;
  /** Why nodes that are there are not ready, as KRO words it. */
  readonly unready: string[] = [];
  /** Whether something wanted is not there yet. */
  absent = false;

  private readonly readiness = new Map<string, Readiness>();

  constructor(
    private readonly evaluation: Evaluation,
    private readonly observed: Observed,
  ) {}

  /** Visits a node whose dependencies were visited before. */
  visit(node: CompiledNode) {
    const includeWhen: ExpressionOutcome[] = [];
    const finding = this.find(node, includeWhen);
    this.nodes[node.node.id] = {
      id: node.node.id,
      waitingFor: [],
      readyWhen: [],
      desired: [],
      ...finding,
      includeWhen,
    };
  }

  private find(node: CompiledNode, includeWhen: ExpressionOutcome[]): Finding {
    const { id, dependencies } = node.node;
    if (this.fatal) {
      return { state: 'waiting', message: `not reached: ${this.fatal}` };
    }
    const skipped = dependencies.find(
      dep => this.nodes[dep]?.state === 'skipped',
    );
    if (skipped) {
      return {
        state: 'skipped',
        message: `\`${skipped}\`, which it depends on, is skipped`,
        skippedWith: skipped,
      };
    }
    const excluded = this.exclude(node, includeWhen);
    if (excluded) return excluded;
    const blocker = dependencies.find(dep => !this.readiness.get(dep)?.ready);
    if (blocker) {
      const cause = this.readiness.get(blocker)?.cause;
      return this.wait(
        node,
        dependencies.filter(dep => !this.readiness.get(dep)?.ready),
        `node "${id}": dependent node "${blocker}" not ready: ${
          cause ?? `node "${blocker}": no observed state`
        }`,
      );
    }
    const resolution = resolve(this.evaluation, node);
    return isUnresolved(resolution)
      ? this.failed(node, resolution)
      : this.observe(
          node,
          resolution.objects.map(({ object }) => object),
        );
  }

  /** What `includeWhen` says against the node; undefined when it is to be there. */
  private exclude(
    node: CompiledNode,
    includeWhen: ExpressionOutcome[],
  ): Finding | undefined {
    const read = new Set(node.includeWhen.flatMap(e => e.variables));
    const waitingFor = node.node.dependencies.filter(
      dep => read.has(dep) && !this.readiness.get(dep)?.ready,
    );
    if (waitingFor.length > 0) {
      return this.wait(
        node,
        waitingFor,
        `includeWhen dependency "${waitingFor[0]}" not ready: ${
          this.readiness.get(waitingFor[0])?.cause ?? 'no observed state'
        }`,
      );
    }
    for (const expression of node.includeWhen) {
      const { outcome, failure } = this.evaluation.include(expression);
      includeWhen.push(outcome);
      const message = `includeWhen "${expression.display}": ${failure?.message}`;
      const nodes = expression.variables.filter(name => name !== 'schema');
      if (failure?.kind === 'pending' && nodes.length > 0) {
        return this.wait(node, nodes, message);
      }
      // Without a node in it nothing can change: KRO gives up on a missing field.
      if (failure) return this.giveUp(message);
      if (outcome.value === false) {
        return {
          state: 'skipped',
          message: falseInWords(outcome),
        };
      }
    }
    return undefined;
  }

  private failed(node: CompiledNode, failed: ResolutionFailure): Finding {
    const { id, dependencies } = node.node;
    const { failure, expression, path, variables } = failed;
    const message = `node "${id}": failed to evaluate expression: eval "${expression}": ${failure.message}`;
    if (failure.kind === 'fatal') return this.giveUp(message);
    const waitingFor = dependencies.filter(dep => variables.includes(dep));
    const finding = this.wait(node, waitingFor, message);
    const data = waitingFor.length > 0 ? waitingFor.join(', ') : 'the instance';
    return {
      ...finding,
      message: `waiting for data of ${data}: ${path} needs ${expression} (${failure.message})`,
    };
  }

  private giveUp(message: string): Finding {
    this.fatal ??= message;
    return { state: 'error', message };
  }

  private wait(
    node: CompiledNode,
    waitingFor: string[],
    cause: string,
  ): Finding {
    this.unresolved ??= `${groupVersionResource(
      node,
    )}: ${cause} (data pending)`;
    return {
      state: 'waiting',
      message: `waiting for ${waitingFor.join(', ')}: ${cause}`,
      waitingFor,
    };
  }

  private observe(node: CompiledNode, desired: KubernetesObject[]): Finding {
    const { id, type } = node.node;
    const current = this.currentOf(node, desired);
    const terminating = current.find(
      object => object.metadata.deletionTimestamp,
    );
    const external = type === 'External' || type === 'ExternalCollection';
    if (terminating && !external) {
      const message = `resource "${objectName(
        terminating,
      )}" for node "${id}" is currently being deleted; waiting for deletion to complete before continuing reconciliation`;
      this.deleting ??= message;
      return { state: 'progressing', message };
    }
    this.evaluation.observe(
      node,
      current.map(object => ({ object, unknown: [] })),
    );
    const readiness = checkReadiness(this.evaluation, node, current, desired);
    this.readiness.set(id, readiness);
    if (readiness.fatal) this.fatal ??= readiness.fatal;
    return {
      ...this.judge(node, readiness),
      readyWhen: readiness.readyWhen,
      ...(external ? { reads: desired[0] } : { desired }),
    };
  }

  private judge(node: CompiledNode, readiness: Readiness): Finding {
    const { id, type } = node.node;
    const { cause } = readiness;
    if (readiness.fatal) return { state: 'error', message: readiness.fatal };
    if (readiness.ready) return { state: 'ready', message: '' };
    if (type === 'External' && readiness.missing > 0) {
      const message = `waiting for external reference "${id}": not found`;
      this.unready.push(message);
      return { state: 'absent', message };
    }
    if (readiness.missing > 0) {
      this.absent = true;
      return {
        state: 'absent',
        message:
          readiness.missing === 1
            ? 'not there yet'
            : `${readiness.missing} objects are not there yet`,
      };
    }
    this.unready.push(`waiting for node "${id}": ${cause}`);
    return { state: 'progressing', message: `not ready: ${cause}` };
  }

  /** The objects of a node that are there; of a collection those that are wanted, in the wanted order. */
  private currentOf(
    { node }: CompiledNode,
    desired: KubernetesObject[],
  ): KubernetesObject[] {
    const current = this.observed[node.id] ?? [];
    if (node.type !== 'Collection' || desired.length === 0) return current;
    const byIdentity = new Map(current.map(o => [identity(o), o]));
    return desired.flatMap(object => byIdentity.get(identity(object)) ?? []);
  }
}
