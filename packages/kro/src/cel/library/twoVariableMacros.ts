import type {
  ASTNode,
  Environment,
  TypeDeclaration,
} from '@marcbachmann/cel-js';
import {
  Checker,
  Evaluator,
  MacroCall,
  ReusableScope,
  Scope,
  variableName,
} from './macro';

type Entry = [key: unknown, value: unknown];

/** Evaluates a macro argument for one entry. */
type ForEntry = (arg: ASTNode, entry: Entry) => unknown;

interface Macro {
  name: string;
  /** Number of arguments, the two variables included. */
  arity: number;
  type(
    checker: Checker,
    check: (arg: number) => TypeDeclaration,
    key: TypeDeclaration,
  ): TypeDeclaration;
  run(entries: Entry[], args: ASTNode[], evaluate: ForEntry): unknown;
}

function entriesOf(collection: unknown): Entry[] {
  if (Array.isArray(collection)) {
    return collection.map((item: unknown, i) => [BigInt(i), item]);
  }
  if (typeof collection === 'object' && collection !== null) {
    return Object.entries(collection);
  }
  throw new Error('no such overload: a comprehension takes a list or a map');
}

function iterated(
  range: TypeDeclaration,
  dyn: TypeDeclaration,
  int: TypeDeclaration,
) {
  if (range.kind === 'list') return { key: int, value: range.valueType ?? dyn };
  if (range.kind === 'map') {
    return { key: range.keyType ?? dyn, value: range.valueType ?? dyn };
  }
  return { key: dyn, value: dyn };
}

/** `all` and `exists` may skip an entry that fails when another one decides. */
function quantify(
  entries: Entry[],
  decisive: boolean,
  test: (entry: Entry) => unknown,
): boolean {
  const failures: unknown[] = [];
  for (const entry of entries) {
    try {
      if (test(entry) === decisive) return decisive;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return !decisive;
}

function kept(entries: Entry[], args: ASTNode[], evaluate: ForEntry): Entry[] {
  if (args.length < 4) return entries;
  return entries.filter(entry => evaluate(args[2], entry) === true);
}

const bool = (checker: Checker, check: (arg: number) => TypeDeclaration) => {
  check(2);
  return checker.getType('bool');
};

function transforms(arity: number): Macro[] {
  const last = arity - 1;
  const checked = (check: (arg: number) => TypeDeclaration) => {
    if (arity === 4) check(2);
    return check(last);
  };
  return [
    {
      name: 'transformList',
      arity,
      type: (checker, check) => checker.registry.getListType(checked(check)),
      run: (entries, args, evaluate) =>
        kept(entries, args, evaluate).map(entry => evaluate(args[last], entry)),
    },
    {
      name: 'transformMap',
      arity,
      type: (checker, check, key) =>
        checker.registry.getMapType(key, checked(check)),
      run: (entries, args, evaluate) =>
        Object.fromEntries(
          kept(entries, args, evaluate).map(entry => [
            String(entry[0]),
            evaluate(args[last], entry),
          ]),
        ),
    },
    {
      name: 'transformMapEntry',
      arity,
      type: (_checker, check) => checked(check),
      run: (entries, args, evaluate) =>
        mergeEntries(
          kept(entries, args, evaluate).map(entry =>
            evaluate(args[last], entry),
          ),
        ),
    },
  ];
}

function mergeEntries(maps: unknown[]): Record<string, unknown> {
  const all = maps.flatMap(map => entriesOf(map));
  const merged = Object.fromEntries(all);
  if (Object.keys(merged).length < all.length) {
    throw new Error('insert failed: key already exists');
  }
  return merged;
}

const existsOne: Macro['run'] = (entries, args, evaluate) =>
  entries.filter(entry => evaluate(args[2], entry) === true).length === 1;

const MACROS: Macro[] = [
  {
    name: 'all',
    arity: 3,
    type: bool,
    run: (entries, args, evaluate) =>
      quantify(entries, false, entry => evaluate(args[2], entry)),
  },
  {
    name: 'exists',
    arity: 3,
    type: bool,
    run: (entries, args, evaluate) =>
      quantify(entries, true, entry => evaluate(args[2], entry)),
  },
  { name: 'exists_one', arity: 3, type: bool, run: existsOne },
  { name: 'existsOne', arity: 3, type: bool, run: existsOne },
  ...transforms(3),
  ...transforms(4),
];

function expand(macro: Macro, { args, receiver }: MacroCall) {
  const names = args.slice(0, 2).map(arg => variableName(arg, macro.name));
  let keyScope: ReusableScope | undefined;
  let valueScope: ReusableScope | undefined;
  return {
    typeCheck(checker: Checker, _macro: unknown, ctx: Scope) {
      const { key, value } = iterated(
        checker.check(receiver, ctx),
        checker.getType('dyn'),
        checker.getType('int'),
      );
      keyScope = ctx.forkWithVariable(names[0], key);
      const scope = keyScope.forkWithVariable(names[1], value);
      valueScope = scope;
      return macro.type(checker, arg => checker.check(args[arg], scope), key);
    },
    evaluate(evaluator: Evaluator, _macro: unknown, ctx: Scope) {
      const entries = entriesOf(evaluator.run(receiver, ctx));
      return macro.run(entries, args, (arg, [key, value]) => {
        if (!keyScope || !valueScope) {
          throw new Error(`${macro.name} was evaluated before it was checked`);
        }
        const outer = keyScope.reuse(ctx);
        outer.setIterValue(key, evaluator);
        const inner = valueScope.reuse(outer);
        inner.setIterValue(value, evaluator);
        return evaluator.run(arg, inner);
      });
    },
  };
}

/** Adds cel-go's two-variable comprehensions: `all`, `exists`, `existsOne`, `transformList`, `transformMap`, `transformMapEntry`. */
export function registerTwoVariableMacros(env: Environment) {
  for (const macro of MACROS) {
    const params = Array(macro.arity).fill('ast').join(', ');
    env.registerFunction(
      `dyn.${macro.name}(${params}): dyn`,
      (call: MacroCall) => expand(macro, call),
    );
  }
}
