import type { Environment, TypeDeclaration } from '@marcbachmann/cel-js';
import { Optional } from '@marcbachmann/cel-js';
import { compareCel } from '../celValue';
import {
  Checker,
  Evaluator,
  MacroCall,
  ReusableScope,
  Scope,
  variableName,
} from './macro';

/** Evaluates the macro's expression with its variable set. */
type ForValue = (value: unknown) => unknown;

interface Macro {
  name: string;
  /** Type of the result, given those of the receiver and of the expression. */
  type(
    checker: Checker,
    receiver: TypeDeclaration,
    of: TypeDeclaration,
  ): TypeDeclaration;
  run(receiver: unknown, evaluate: ForValue): unknown;
}

function optional(value: unknown, macro: string): Optional {
  if (value instanceof Optional) return value;
  throw new Error(`no such overload: ${macro} takes an optional`);
}

function sortBy(list: unknown, keyOf: ForValue): unknown[] {
  if (!Array.isArray(list)) {
    throw new Error('no such overload: sortBy takes a list');
  }
  return list
    .map((item: unknown) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compareCel(a.key, b.key))
    .map(({ item }) => item);
}

const MACROS: Macro[] = [
  {
    name: 'sortBy',
    type: (_checker, receiver) => receiver,
    run: sortBy,
  },
  {
    name: 'optMap',
    type: (checker, _receiver, of) => checker.registry.getOptionalType(of),
    run(receiver, evaluate) {
      const given = optional(receiver, 'optMap');
      return given.hasValue()
        ? Optional.of(evaluate(given.value()))
        : Optional.none();
    },
  },
  {
    name: 'optFlatMap',
    type: (_checker, _receiver, of) => of,
    run(receiver, evaluate) {
      const given = optional(receiver, 'optFlatMap');
      return given.hasValue()
        ? optional(evaluate(given.value()), 'optFlatMap')
        : Optional.none();
    },
  },
];

function expand(macro: Macro, { args, receiver }: MacroCall) {
  const name = variableName(args[0], macro.name);
  let scope: ReusableScope | undefined;
  return {
    typeCheck(checker: Checker, _macro: unknown, ctx: Scope) {
      const over = checker.check(receiver, ctx);
      const inner = ctx.forkWithVariable(
        name,
        over.valueType ?? checker.getType('dyn'),
      );
      scope = inner;
      return macro.type(checker, over, checker.check(args[1], inner));
    },
    evaluate(evaluator: Evaluator, _macro: unknown, ctx: Scope) {
      return macro.run(evaluator.run(receiver, ctx), value => {
        if (!scope) {
          throw new Error(`${macro.name} was evaluated before it was checked`);
        }
        const inner = scope.reuse(ctx);
        inner.setIterValue(value, evaluator);
        return evaluator.run(args[1], inner);
      });
    },
  };
}

/** Adds cel-go's `sortBy` of lists, and `optMap` and `optFlatMap` of optionals. */
export function registerOneVariableMacros(env: Environment) {
  for (const macro of MACROS) {
    env.registerFunction(
      `dyn.${macro.name}(ast, ast): dyn`,
      (call: MacroCall) => expand(macro, call),
    );
  }
}
