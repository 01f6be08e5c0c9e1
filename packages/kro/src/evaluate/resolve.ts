import { Failure } from '../cel/celError';
import { CelContext, isFailure } from '../cel/expression';
import { KNOWN_AFTER_APPLY, UnknownValue } from '../contract';
import { CompiledNode } from '../graph/compiledGraph';
import { FieldPath, fieldPathText, removeAt, setAt } from '../graph/fieldPath';
import { copyJson, isJsonObject } from '../json';
import { JsonObject, KubernetesObject } from '../kubernetesObject';
import { jsonToCel } from '../cel/celValue';
import { isMetadata } from './metadata';
import { Evaluation, PartlyKnown } from './evaluation';

/** KRO's `--rgd-max-collection-size`. */
const MAX_COLLECTION_SIZE = 1000;

/** What a node's template came out as, or why it cannot. */
export type Resolution = { objects: PartlyKnown[] } | ResolutionFailure;

/** Why a template cannot be resolved: the expression, where it stands, and what failed. */
export interface ResolutionFailure {
  failure: Failure;
  expression: string;
  path: string;
  /** Variables of the expression that failed. */
  variables: string[];
}

/** Tells whether a template could not be resolved. */
export function isUnresolved(
  resolution: Resolution,
): resolution is ResolutionFailure {
  return 'failure' in resolution;
}

type Iteration = Record<string, unknown>;

/** All combinations, the last dimension fastest. */
function combinations(
  dimensions: { name: string; values: unknown[] }[],
): Iteration[] {
  return dimensions.reduce<Iteration[]>(
    (sum, { name, values }) =>
      sum.flatMap(one => values.map(value => ({ ...one, [name]: value }))),
    [{}],
  );
}

function fatal(
  node: CompiledNode,
  path: string,
  message: string,
): ResolutionFailure {
  return {
    failure: { kind: 'fatal', message },
    expression: node.forEach.map(d => d.expression.display).join(', '),
    path,
    variables: [],
  };
}

function iterations(
  evaluation: Evaluation,
  node: CompiledNode,
): Iteration[] | ResolutionFailure {
  const dimensions: { name: string; values: unknown[] }[] = [];
  for (const { name, expression } of node.forEach) {
    const result = evaluation.evaluate(expression);
    if (isFailure(result)) {
      return {
        ...result,
        expression: expression.display,
        path: 'forEach',
        variables: expression.variables,
      };
    }
    if (!Array.isArray(result.value)) {
      return fatal(
        node,
        'forEach',
        `forEach "${name}": expression "${expression.display}" did not return a list`,
      );
    }
    dimensions.push({ name, values: result.value });
  }
  const size = dimensions.reduce((total, d) => total * d.values.length, 1);
  if (size > MAX_COLLECTION_SIZE) {
    return fatal(
      node,
      'forEach',
      `collection size of ${size} is over the maximum collection size of ${MAX_COLLECTION_SIZE}`,
    );
  }
  return combinations(dimensions);
}

/** The namespace a namespaced child gets when its template has none. */
function namespaceOf(
  evaluation: Evaluation,
  node: CompiledNode,
  metadata: JsonObject,
): string | undefined {
  if (!node.namespaced || node.node.type === 'ExternalCollection') {
    return undefined;
  }
  return metadata.namespace
    ? undefined
    : evaluation.instance.metadata.namespace;
}

function resolveOne(
  evaluation: Evaluation,
  node: CompiledNode,
  iteration: Iteration,
): PartlyKnown | ResolutionFailure {
  const template = copyJson(node.node.template);
  const unknown: UnknownValue[] = [];
  const omitted: FieldPath[] = [];
  const context: CelContext = Object.fromEntries(
    Object.entries(iteration).map(([name, value]) => [name, jsonToCel(value)]),
  );
  for (const { path, expression } of node.fields) {
    const result = evaluation.evaluate(expression, context);
    const at = fieldPathText(path);
    if (!isFailure(result)) {
      if (result.value === undefined) omitted.push(path);
      else setAt(template, path, result.value);
    } else if (result.failure.kind === 'unknown') {
      setAt(template, path, KNOWN_AFTER_APPLY);
      unknown.push({ path: at, expression: expression.display });
    } else {
      return {
        ...result,
        expression: expression.display,
        path: at,
        variables: expression.variables,
      };
    }
  }
  // From the end, so that the indices of a list stay right.
  omitted.reverse().forEach(path => removeAt(template, path));
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const namespace = namespaceOf(evaluation, node, metadata);
  if (namespace) metadata.namespace = namespace;
  if (!isMetadata(metadata)) {
    return fatal(
      node,
      'metadata',
      'metadata.name, namespace, labels and annotations must be strings',
    );
  }
  const { apiVersion, kind } = node.node;
  return { object: { ...template, apiVersion, kind, metadata }, unknown };
}

/** What tells objects of a node apart. */
export function identity({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

/**
 * Resolves a node's template with everything visible now; a value known after apply becomes
 * `KNOWN_AFTER_APPLY`, any other failure ends it.
 */
export function resolve(
  evaluation: Evaluation,
  node: CompiledNode,
): Resolution {
  const rounds = iterations(evaluation, node);
  if (!Array.isArray(rounds)) return rounds;
  const objects: PartlyKnown[] = [];
  const identities = new Set<string>();
  for (const round of rounds) {
    const one = resolveOne(evaluation, node, round);
    if ('failure' in one) return one;
    const key = identity(one.object);
    if (identities.has(key) && one.unknown.length === 0) {
      return fatal(
        node,
        'metadata.name',
        `node "${node.node.id}" identity collision: duplicate identity: ${key}`,
      );
    }
    identities.add(key);
    objects.push(one);
  }
  return { objects };
}
