import { KubernetesObject } from '@mini-atlas/kro';
import { Environment } from '@marcbachmann/cel-js';
import { asFields, asList, asText, statusOf } from '../fields';
import { KStatus, kstatus } from './kstatus';

/** An object's health, and why it could not be told. */
export interface Health {
  status: KStatus;
  error?: string;
}

type Predicate = (object: KubernetesObject) => boolean;

interface HealthRule {
  apiVersion: string;
  kind: string;
  inProgress?: Predicate;
  failed?: Predicate;
  current: Predicate;
}

/** An expression of `spec.healthCheckExprs` is not valid. */
export class HealthExpressionError extends Error {}

/** Compiles `spec.healthCheckExprs`; the returned function falls back to kstatus. Throws `HealthExpressionError`. */
export function healthEvaluator(
  expressions: unknown,
): (object: KubernetesObject | undefined) => Health {
  const rules = asList(expressions).map((entry, i) =>
    ruleOf(asFields(entry), i),
  );
  return object => {
    const rule =
      object &&
      rules.find(
        ({ apiVersion, kind }) =>
          apiVersion === object.apiVersion && kind === object.kind,
      );
    if (!rule) return { status: kstatus(object) };
    if (object.metadata.deletionTimestamp) return { status: 'Terminating' };
    return evaluate(rule, object);
  };
}

/** In the order of Flux's RFC 0009: generation, inProgress, failed, current; else in progress. */
function evaluate(rule: HealthRule, object: KubernetesObject): Health {
  const { observedGeneration } = statusOf(object);
  if (
    typeof observedGeneration === 'number' &&
    observedGeneration !== object.metadata.generation
  ) {
    return { status: 'InProgress' };
  }
  try {
    if (rule.inProgress?.(object)) return { status: 'InProgress' };
    if (rule.failed?.(object)) return { status: 'Failed' };
    return { status: rule.current(object) ? 'Current' : 'InProgress' };
  } catch (error) {
    return {
      status: 'Unknown',
      error:
        error instanceof Error ? error.message.split('\n')[0] : String(error),
    };
  }
}

function ruleOf(fields: Record<string, unknown>, index: number): HealthRule {
  const compile = (field: string) => {
    const expression = asText(fields[field]);
    return expression === undefined
      ? undefined
      : predicate(expression, `healthCheckExprs[${index}].${field}`);
  };
  const current = compile('current');
  if (!current) {
    throw new HealthExpressionError(
      `healthCheckExprs[${index}].current is required`,
    );
  }
  return {
    apiVersion: String(fields.apiVersion),
    kind: String(fields.kind),
    inProgress: compile('inProgress'),
    failed: compile('failed'),
    current,
  };
}

/** A boolean CEL expression over an object's fields. Throws `HealthExpressionError` that names `where`. */
export function predicate(expression: string, where: string): Predicate {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  let run: (context: Record<string, unknown>) => unknown;
  try {
    run = environment.parse(expression);
  } catch (error) {
    throw new HealthExpressionError(
      `${where}: ${
        error instanceof Error ? error.message.split('\n')[0] : error
      }`,
    );
  }
  return object => {
    const result = run(asFields(withIntegers(object)));
    if (typeof result !== 'boolean') {
      throw new Error(
        `failed to evaluate CEL expression '${expression}' as bool`,
      );
    }
    return result;
  };
}

/** CEL tells integers from doubles, JSON does not: whole numbers are meant as integers. */
function withIntegers(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  // CEL knows lists by their constructor; `map` would keep the one of another realm.
  if (Array.isArray(value)) return Array.from(value, withIntegers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, withIntegers(entry)]),
  );
}
