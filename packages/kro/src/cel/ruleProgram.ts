import { JsonValue } from '../kubernetesObject';
import { celMessage, classifyFailure } from './celError';
import { celToJson } from './celValue';
import { checkedExpression } from './checkedExpression';
import { DynamicScope, dynamicScope } from './environment';
import { CelContext, Expression } from './expression';
import { UnsupportedExpressionError } from './unsupportedExpression';

/**
 * Why a rule has no result.
 * - `unknown`: it reads a value that nobody can know before a controller has filled it in
 * - `error`: it fails wherever it is evaluated: it reads a field that is not there
 * - `unsupported`: it may well have one, but not with what this package has of CEL
 */
export interface RuleFailure {
  kind: 'unknown' | 'error' | 'unsupported';
  message: string;
}

/** How a rule came out. */
export type RuleOutcome = { value: JsonValue } | { failure: RuleFailure };

const scopes = new Map<string, DynamicScope>();

function scopeOf(variables: readonly string[]): DynamicScope {
  const key = variables.join();
  const scope = scopes.get(key) ?? dynamicScope(variables);
  scopes.set(key, scope);
  return scope;
}

function failureOf(error: unknown): RuleFailure {
  if (error instanceof UnsupportedExpressionError) {
    return { kind: 'unsupported', message: error.reason };
  }
  const { kind, message } = classifyFailure(error);
  const missing = /^no such attribute/.test(celMessage(error));
  if (kind === 'pending' && !missing) return { kind: 'error', message };
  return { kind: kind === 'unknown' ? 'unknown' : 'unsupported', message };
}

/** A CEL expression of a rule that somebody else enforces, such as an admission policy; compiled once. */
export class RuleProgram {
  private constructor(private readonly expression: Expression) {}

  /**
   * Compiles an expression over variables of any type.
   *
   * @param variables - names that it may read
   * @throws UnsupportedExpressionError for a syntax error, and for a function or variable that is not there
   */
  static compile(source: string, variables: readonly string[]): RuleProgram {
    const expression = checkedExpression(source.trim(), scopeOf(variables));
    const unknown = expression.variables.filter(
      name => !variables.includes(name),
    );
    if (unknown.length === 0) return new RuleProgram(expression);
    throw new UnsupportedExpressionError(
      source.trim(),
      `it asks for ${unknown.join(', ')}, which only the cluster has`,
    );
  }

  /** What it reads, e.g. `object.metadata.name`. */
  get reads(): string[] {
    return this.expression.references.map(({ text }) => text);
  }

  /** Evaluates and converts to JSON; never throws. */
  evaluate(context: CelContext): RuleOutcome {
    try {
      return { value: celToJson(this.expression.compute(context)) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  /** Evaluates to the engine's own value, for other expressions to read; throws what the engine throws. */
  compute(context: CelContext): unknown {
    return this.expression.compute(context);
  }
}
