import { GraphError } from '../graphError';
import { DynamicScope } from './environment';
import { Expression } from './expression';
import { calledFunctions } from './references';
import { UnsupportedExpressionError } from './unsupportedExpression';

/** Macros that the engine does not list among its functions. */
const MACROS = ['has', 'bind'];

const known = new WeakMap<DynamicScope, ReadonlySet<string>>();

function functionsOf(scope: DynamicScope): ReadonlySet<string> {
  const functions =
    known.get(scope) ??
    new Set([
      ...scope.env.getDefinitions().functions.map(({ name }) => name),
      ...MACROS,
    ]);
  known.set(scope, functions);
  return functions;
}

/**
 * Parses an expression of which no schema says the types, and looks whether there is every function that it calls.
 *
 * @throws UnsupportedExpressionError for a syntax error, and for what this package lacks
 */
export function checkedExpression(
  source: string,
  scope: DynamicScope,
): Expression {
  let expression: Expression;
  try {
    expression = Expression.parse({ source, display: source }, scope);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new UnsupportedExpressionError(source, error.message);
  }
  const unknown = [...calledFunctions(expression.ast)].filter(
    name => !functionsOf(scope).has(name),
  );
  if (unknown.length === 0) return expression;
  throw new UnsupportedExpressionError(
    source,
    `no function ${unknown.join(', ')}`,
  );
}
