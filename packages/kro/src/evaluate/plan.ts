import {
  Graph,
  Observed,
  OpenApiSchema,
  Plan,
  PlannedNode,
  UnknownValue,
} from '../contract';
import {
  compiledGraph,
  CompiledGraph,
  CompiledNode,
} from '../graph/compiledGraph';
import { jsonToCel } from '../cel/celValue';
import { copyJson } from '../json';
import { KubernetesObject } from '../kubernetesObject';
import { propertySchema } from '../schema/openApi';
import { defaultInstance } from '../validation/defaultInstance';
import { falseInWords } from './conditionInWords';
import {
  CelView,
  ConditionOutcome,
  Evaluation,
  PartlyKnown,
} from './evaluation';
import { isUnresolved, ResolutionFailure, resolve } from './resolve';
import { instanceStatus } from './status';
import { partlyKnown, unknownList } from './unknown';

function paths(unknown: UnknownValue[]): ReadonlySet<string> {
  return new Set(unknown.map(({ path }) => path));
}

/** Only `metadata` of an instance that does not exist yet will get more fields. */
function plannedInstance(
  instance: KubernetesObject,
  schema: OpenApiSchema,
): unknown {
  const { status: _status, metadata, ...rest } = instance;
  const values = Object.entries(rest).map(([name, value]) => [
    name,
    jsonToCel(value, propertySchema(schema, name)),
  ]);
  return {
    ...Object.fromEntries(values),
    metadata: partlyKnown(
      metadata,
      propertySchema(schema, 'metadata'),
      'schema.metadata',
    ),
  };
}

function plannedView(graph: CompiledGraph, real: ReadonlySet<string>): CelView {
  return {
    instance: instance => plannedInstance(instance, graph.schemaVariable),
    node({ node, schema }, objects) {
      const { id, type } = node;
      if (real.has(id)) {
        const values = objects.map(({ object }) => jsonToCel(object, schema));
        return type.endsWith('Collection') ? values : values[0];
      }
      if (type === 'ExternalCollection') return unknownList(id);
      const values = objects.map(({ object, unknown }, i) =>
        partlyKnown(
          object,
          schema,
          type === 'Collection' ? `${id}[${i}]` : id,
          paths(unknown),
        ),
      );
      return type === 'Collection' ? values : values[0];
    },
    self: (_node, object) => jsonToCel(object),
  };
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** An expression and what it read: `schema.spec.replicas > 1 (schema.spec.replicas = 1)`. */
function withValues({ outcome }: ConditionOutcome): string {
  const values = outcome.values.map(
    ({ reference, value }) => `${reference} = ${shown(value)}`,
  );
  return values.length > 0
    ? `${outcome.expression} (${values.join(', ')})`
    : outcome.expression;
}

type Verdict = Pick<PlannedNode, 'outcome' | 'reason' | 'condition' | 'with'>;

/** What becomes of a node that needs one of that outcome. */
const INHERITED = {
  skipped: 'which is skipped',
  error: 'which can never be made',
  unknown: 'of which it is known after apply whether it will be made',
} as const;

/** Goes through the nodes in order as if every one of them became ready. */
class Planner {
  readonly nodes = new Map<string, PlannedNode>();
  error: string | undefined;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly externals: Observed,
  ) {}

  visit(compiled: CompiledNode) {
    const { id, type, apiVersion, kind, dependencies } = compiled.node;
    this.nodes.set(id, {
      id,
      type,
      apiVersion,
      kind,
      dependencies,
      ...this.plan(compiled),
    });
  }

  private plan(compiled: CompiledNode): Verdict & Pick<PlannedNode, 'objects'> {
    const inherited = this.inherit(compiled);
    if (inherited && inherited.outcome !== 'unknown') {
      return { ...inherited, objects: [] };
    }
    const decided = this.decide(compiled);
    if (decided && decided.outcome !== 'unknown') {
      return { ...decided, objects: [] };
    }
    const resolution = resolve(this.evaluation, compiled);
    if (isUnresolved(resolution)) {
      return { ...this.unresolved(compiled, resolution), objects: [] };
    }
    const objects = this.objectsOf(compiled, resolution.objects);
    this.evaluation.observe(compiled, objects);
    const external = compiled.node.type.startsWith('External');
    return {
      ...(inherited ??
        decided ?? { outcome: external ? 'external' : 'create' }),
      objects,
    };
  }

  /** What the fate of a dependency says of the node. */
  private inherit({ node }: CompiledNode): Verdict | undefined {
    const fates = node.dependencies.map(id => this.nodes.get(id));
    for (const outcome of ['skipped', 'error', 'unknown'] as const) {
      const dependency = fates.find(fate => fate?.outcome === outcome);
      if (dependency) {
        return {
          outcome,
          reason: `it needs \`${dependency.id}\`, ${INHERITED[outcome]}`,
          with: dependency.id,
        };
      }
    }
    return undefined;
  }

  /** What the node's own includeWhen says. */
  private decide({ includeWhen }: CompiledNode): Verdict | undefined {
    for (const expression of includeWhen) {
      const result = this.evaluation.include(expression);
      const { failure, outcome } = result;
      const text = withValues(result);
      if (!failure && outcome.value === false) {
        return {
          outcome: 'skipped',
          reason: falseInWords(outcome),
          condition: outcome,
        };
      }
      if (failure) {
        const nodes = expression.variables.filter(name => name !== 'schema');
        if (
          failure.kind !== 'fatal' &&
          (failure.kind === 'unknown' || nodes.length > 0)
        ) {
          return {
            outcome: 'unknown',
            reason: `whether it is wanted is known after apply: ${text}`,
            condition: outcome,
          };
        }
        return this.fail(`includeWhen fails: ${text}: ${failure.message}`);
      }
    }
    return undefined;
  }

  private fail(reason: string): Verdict {
    this.error ??= reason;
    return { outcome: 'error', reason };
  }

  private unresolved(
    { node }: CompiledNode,
    { failure, expression, path, variables }: ResolutionFailure,
  ): Verdict {
    const text = `${path} = ${expression}: ${failure.message}`;
    if (failure.kind === 'fatal') return this.fail(`${node.id}: ${text}`);
    const waits = variables.some(name => this.nodes.has(name));
    if (failure.kind === 'unknown' || waits) {
      return { outcome: 'unknown', reason: `known after apply: ${text}` };
    }
    return {
      outcome: 'error',
      reason: `waits for ever: ${text}; give the field a default or read it with .?`,
    };
  }

  private objectsOf(
    { node }: CompiledNode,
    resolved: PartlyKnown[],
  ): PartlyKnown[] {
    const given = this.externals[node.id];
    return given && node.type.startsWith('External')
      ? given.map(object => ({ object, unknown: [] }))
      : resolved;
  }
}

/**
 * What will exist in the end: every readyWhen taken as met, desired values taken as observed, and whatever only
 * the API server or a controller can fill in marked `KNOWN_AFTER_APPLY`.
 *
 * @param graph - as returned by buildGraph, not a copy
 * @param instance - may lack defaults; they are filled in
 * @param externals - by node id, the objects that external references find; without them their values are unknown
 */
export function plan(
  graph: Graph,
  instance: KubernetesObject,
  externals: Observed = {},
): Plan {
  const compiled = compiledGraph(graph);
  const given = new Set(
    Object.keys(externals).filter(id =>
      graph.nodes[id]?.type.startsWith('External'),
    ),
  );
  const evaluation = new Evaluation(
    compiled,
    defaultInstance(graph, instance),
    plannedView(compiled, given),
  );
  const planner = new Planner(evaluation, externals);
  compiled.nodes.forEach(node => planner.visit(node));

  const { status, unknown, error } = instanceStatus(evaluation);
  const stop = planner.error ?? error;
  return {
    nodes: copyJson([...planner.nodes.values()]),
    status,
    unknownStatus: unknown,
    ...(stop && { error: stop }),
  };
}
