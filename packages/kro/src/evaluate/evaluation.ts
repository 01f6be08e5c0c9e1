import { Failure } from '../cel/celError';
import { CelContext, Expression, isFailure, Outcome } from '../cel/expression';
import { ExpressionOutcome, UnknownValue } from '../contract';
import { CompiledGraph, CompiledNode } from '../graph/compiledGraph';
import { valueAt } from '../graph/fieldPath';
import { KubernetesObject } from '../kubernetesObject';
import { whyFalse } from './conditionInWords';

/** A desired object, and the places in it that are known after apply. */
export interface PartlyKnown {
  object: KubernetesObject;
  unknown: UnknownValue[];
}

/** How objects become values of CEL: whole when observed, in part when planned. */
export interface CelView {
  instance(instance: KubernetesObject): unknown;
  /** The value of a node's variable. */
  node(node: CompiledNode, objects: PartlyKnown[]): unknown;
  /** One object as `readyWhen` sees it, under the node's id or `each`. */
  self(node: CompiledNode, object: KubernetesObject): unknown;
}

/** Values are whole objects turned over; most of them no expression reads. */
function once<T>(compute: () => T): () => T {
  let computed: { value: T } | undefined;
  return () => (computed ??= { value: compute() }).value;
}

/** What is known while a graph is walked: the instance, and the objects of the nodes so far. */
export class Evaluation {
  private readonly objects = new Map<string, PartlyKnown[]>();
  private readonly values = new Map<string, () => unknown>();

  constructor(
    readonly graph: CompiledGraph,
    readonly instance: KubernetesObject,
    private readonly view: CelView,
  ) {
    this.values.set(
      'schema',
      once(() => view.instance(instance)),
    );
  }

  /** Makes a node's objects visible to the expressions of others. */
  observe(node: CompiledNode, objects: PartlyKnown[]) {
    this.objects.set(node.node.id, objects);
    const list = node.node.type.endsWith('Collection');
    if (list || objects.length > 0) {
      this.values.set(
        node.node.id,
        once(() => this.view.node(node, objects)),
      );
    }
  }

  /** The objects of a node; undefined before `observe`. */
  observed(id: string): KubernetesObject[] | undefined {
    return this.objects.get(id)?.map(({ object }) => object);
  }

  /** Evaluates with what is visible now. */
  evaluate(expression: Expression, more: CelContext = {}): Outcome {
    const context: CelContext = { ...more };
    for (const name of expression.variables) {
      const value = Object.hasOwn(more, name)
        ? undefined
        : this.values.get(name);
      if (value) context[name] = value();
    }
    return expression.evaluate(context);
  }

  /** Evaluates an `includeWhen`. */
  include(expression: Expression): ConditionOutcome {
    return condition(expression, this.evaluate(expression), root =>
      this.json(root),
    );
  }

  /** Evaluates a `readyWhen` of a node on one of its objects. */
  ready(
    node: CompiledNode,
    expression: Expression,
    object: KubernetesObject,
  ): ConditionOutcome {
    const name = node.node.type === 'Collection' ? 'each' : node.node.id;
    const outcome = expression.evaluate({
      [name]: this.view.self(node, object),
    });
    return condition(expression, outcome, () => object);
  }

  private json(root: string): unknown {
    if (root === 'schema') return this.instance;
    const objects = this.observed(root);
    const node = this.graph.graph.nodes[root];
    return node?.type.endsWith('Collection') ? objects : objects?.[0];
  }
}

/** How a condition came out, with the failure by kind where there is one. */
export interface ConditionOutcome {
  outcome: ExpressionOutcome;
  failure?: Failure;
}

function condition(
  expression: Expression,
  result: Outcome,
  json: (root: string) => unknown,
): ConditionOutcome {
  const base = {
    expression: expression.display,
    values: expression.references.map(({ root, path, text }) => ({
      reference: text,
      value: valueAt(json(root), path),
    })),
  };
  if (isFailure(result)) {
    const { failure } = result;
    return { outcome: { ...base, error: failure.message }, failure };
  }
  // An empty optional counts as false.
  const value = result.value ?? false;
  if (value === false) {
    const because = whyFalse(expression.ast, ({ root, path }) =>
      valueAt(json(root), path),
    );
    return { outcome: { ...base, value, ...(because ? { because } : {}) } };
  }
  if (value === true) return { outcome: { ...base, value } };
  const message = `expression "${expression.display}" did not return bool`;
  return {
    outcome: { ...base, error: message },
    failure: { kind: 'fatal', message },
  };
}
