import type { ASTNode } from '@marcbachmann/cel-js';
import { GraphError } from '../graphError';
import { JsonValue } from '../kubernetesObject';
import { celMessage, classifyFailure, Failure } from './celError';
import { celToJson } from './celValue';
import { DynamicScope, isLibraryName } from './environment';
import { rewriteHas } from './library/hasMacro';
import { OMITTED } from './omitted';
import { ScannedExpression } from './scanner';
import { calledFunctions, Reference, referencesOf } from './references';

/** Functions and macros of KRO 0.9.4 that are not there yet; they are refused rather than computed wrongly. */
const NOT_YET = [
  'format',
  'newCondition',
  'condition',
  'unwrapOpt',
  'optionalFlatMap',
];

/** Values of the variables of an expression, as the engine computes with them. */
export type CelContext = Record<string, unknown>;

/** How an evaluation came out; the value is undefined where the expression says `omit()`. */
export type Outcome = { value: JsonValue | undefined } | { failure: Failure };

/** Tells whether an evaluation failed. */
export function isFailure(outcome: Outcome): outcome is { failure: Failure } {
  return 'failure' in outcome;
}

function notYet(ast: ASTNode): string | undefined {
  return NOT_YET.find(name => calledFunctions(ast).has(name));
}

/** A CEL expression that was parsed once and is evaluated many times. */
export class Expression {
  readonly source: string;
  readonly display: string;
  readonly ast: ASTNode;
  /** What it reads, e.g. `schema.spec.host`. */
  readonly references: Reference[];
  /** Names of the variables it reads. */
  readonly variables: string[];

  private readonly program: (context: CelContext) => unknown;

  private constructor(scanned: ScannedExpression, scope: DynamicScope) {
    this.display = scanned.display;
    const first = scope.env.parse(scanned.source);
    this.source = rewriteHas(scanned.source, first.ast);
    const parsed =
      this.source === scanned.source ? first : scope.env.parse(this.source);
    this.ast = parsed.ast;
    this.program = parsed;
    this.references = referencesOf(parsed.ast).filter(
      ({ root }) => scope.variables.has(root) || !isLibraryName(root),
    );
    this.variables = [...new Set(this.references.map(({ root }) => root))];
  }

  /**
   * Parses CEL.
   *
   * @param scope - the environment it will run in
   * @throws GraphError for a syntax error, or for a part of CEL that is not supported yet
   */
  static parse(scanned: ScannedExpression, scope: DynamicScope): Expression {
    let expression: Expression;
    try {
      expression = new Expression(scanned, scope);
    } catch (error) {
      throw syntaxError(scanned, error);
    }
    const missing = notYet(expression.ast);
    if (missing) {
      throw new GraphError(
        `not supported yet: function ${missing}() in expression "${scanned.display}"`,
      );
    }
    return expression;
  }

  /** Whether `omit()` occurs in it. */
  get usesOmit(): boolean {
    return calledFunctions(this.ast).has('omit');
  }

  /** Evaluates and converts to JSON; never throws. */
  evaluate(context: CelContext): Outcome {
    try {
      const value = this.program(context);
      return { value: value === OMITTED ? undefined : celToJson(value) };
    } catch (error) {
      return { failure: classifyFailure(error) };
    }
  }

  /** Evaluates and keeps the engine's own value; throws what the engine throws. */
  compute(context: CelContext): unknown {
    return this.program(context);
  }
}

function syntaxError(scanned: ScannedExpression, error: unknown): GraphError {
  const gap = /[[{,]\s*\?/.test(scanned.source)
    ? 'optional entries in literals ({?key: value}, [?item]); or it is a syntax error: '
    : undefined;
  return new GraphError(
    gap
      ? `not supported yet: ${gap}${celMessage(error)} in expression "${
          scanned.display
        }"`
      : `failed to parse expression "${scanned.display}": ${celMessage(error)}`,
  );
}
