import type { ASTNode, Environment } from '@marcbachmann/cel-js';

/** Our name for `has` on what the engine's own does not take, e.g. `has(list[0].field)`. */
const NAME = 'hasField';

interface Checker {
  check(node: ASTNode, ctx: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: ASTNode, ctx: unknown): unknown;
  debugType(value: unknown): {
    fieldLazy(
      value: unknown,
      field: string,
      node: ASTNode,
      ev: Evaluator,
    ): unknown;
  };
}

type Selection = Extract<ASTNode, { op: '.' | '.?' }>;

function selection(node: ASTNode): Selection {
  if (node.op === '.' || node.op === '.?') return node;
  throw new Error('has() takes a field selection, e.g. has(a.b)');
}

/** Adds `has` for selections from any expression; see rewriteHas. */
export function registerHas(env: Environment) {
  env.registerFunction(
    `${NAME}(ast): bool`,
    ({ args }: { args: ASTNode[] }) => {
      const node = selection(args[0]);
      const [base, field] = node.args;
      return {
        typeCheck(checker: Checker, _macro: unknown, ctx: unknown) {
          checker.check(node, ctx);
          return checker.getType('bool');
        },
        evaluate(evaluator: Evaluator, _macro: unknown, ctx: unknown) {
          const value = evaluator.run(base, ctx);
          const type = evaluator.debugType(value);
          return type.fieldLazy(value, field, node, evaluator) !== undefined;
        },
      };
    },
  );
}

function startsAtVariable(node: ASTNode): boolean {
  if (node.op === 'id') return true;
  return (
    (node.op === '.' || node.op === '.?') && startsAtVariable(node.args[0])
  );
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

function positions(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(positions);
  if (!isNode(value)) return [];
  const inside = positions(value.args);
  if (value.op !== 'call' || value.args[0] !== 'has') return inside;
  const [argument] = value.args[1];
  return startsAtVariable(argument) ? inside : [...inside, value.start];
}

/** Makes every `has()` that the engine would refuse one that we evaluate. */
export function rewriteHas(source: string, ast: ASTNode): string {
  return positions(ast)
    .sort((a, b) => b - a)
    .filter(at => source.startsWith('has', at))
    .reduce(
      (text, at) => `${text.slice(0, at)}${NAME}${text.slice(at + 3)}`,
      source,
    );
}
