import type { ASTNode } from '@marcbachmann/cel-js';
import { Reference, referenceOf } from '../cel/references';
import { ExpressionOutcome } from '../contract';
import { isJsonObject } from '../json';

/** Answers what an expression reads at a reference; `undefined` for what is not there. */
export type ValueOf = (reference: Reference) => unknown;

/** A part of a condition: whether it holds, and the fact behind that in words. */
interface Finding {
  holds: boolean;
  words: string;
}

/** Something that a comparison compares: its value, and how people call it. */
interface Operand {
  value: unknown;
  words?: string;
  /** The value is how many there are of it. */
  isCount?: boolean;
}

/** Most items of a list that are named. */
const NAMED = 4;

function named({ root, path, text }: Reference): string {
  const isOwn = root === 'schema' && path.length > 0;
  return `\`${isOwn ? text.slice('schema.'.length) : text}\``;
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}

function literal(node: ASTNode): { value: unknown } | undefined {
  if (node.op === 'value') {
    return {
      value: typeof node.args === 'bigint' ? Number(node.args) : node.args,
    };
  }
  if (node.op === '-_') {
    const inner = literal(node.args);
    return typeof inner?.value === 'number'
      ? { value: -inner.value }
      : undefined;
  }
  if (node.op !== 'list') return undefined;
  const items = node.args.map(literal);
  return items.every(item => item !== undefined)
    ? { value: items.map(item => item?.value) }
    : undefined;
}

function sizeOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return Array.from(value).length;
  return isJsonObject(value) ? Object.keys(value).length : undefined;
}

/** The argument of `size(x)` or `x.size()`. */
function sized(node: ASTNode): ASTNode | undefined {
  if (node.op === 'call' && node.args[0] === 'size') return node.args[1][0];
  if (node.op === 'rcall' && node.args[0] === 'size') return node.args[1];
  return undefined;
}

function operand(node: ASTNode, valueOf: ValueOf): Operand | undefined {
  const constant = literal(node);
  if (constant) return constant;
  const counted = sized(node);
  if (counted) {
    const of = operand(counted, valueOf);
    const value = sizeOf(of?.value);
    return of?.words && value !== undefined
      ? { value, words: of.words, isCount: true }
      : undefined;
  }
  if (node.op === 'rcall' && node.args[0] === 'orValue') {
    const [, target, [fallback]] = node.args;
    const of = operand(target, valueOf);
    const other = literal(fallback);
    return of?.words && other
      ? { ...of, value: of.value === undefined ? other.value : of.value }
      : undefined;
  }
  const reference = referenceOf(node);
  return reference && { value: valueOf(reference), words: named(reference) };
}

const COMPARISONS: Record<
  string,
  { holds(left: unknown, right: unknown): boolean; unless: string }
> = {
  '==': { holds: (a, b) => a === b, unless: 'not' },
  '!=': { holds: (a, b) => a !== b, unless: '' },
  '>': { holds: (a, b) => Number(a) > Number(b), unless: 'not more than' },
  '>=': { holds: (a, b) => Number(a) >= Number(b), unless: 'less than' },
  '<': { holds: (a, b) => Number(a) < Number(b), unless: 'not less than' },
  '<=': { holds: (a, b) => Number(a) <= Number(b), unless: 'more than' },
};

function isComparable({ value }: Operand, operator: string): boolean {
  return operator === '==' || operator === '!='
    ? value === null || ['string', 'number', 'boolean'].includes(typeof value)
    : typeof value === 'number';
}

function compare(
  operator: string,
  left: Operand | undefined,
  right: Operand | undefined,
): Finding | undefined {
  if (!left?.words || !right) return undefined;
  if (!isComparable(left, operator) || !isComparable(right, operator)) {
    return undefined;
  }
  const { holds: test, unless } = COMPARISONS[operator];
  const holds = test(left.value, right.value);
  const other = right.words
    ? `${right.words} (${shown(right.value)})`
    : shown(right.value);
  const contrast = holds || !unless ? '' : `, ${unless} ${other}`;
  if (left.value === '' || (left.isCount && left.value === 0)) {
    return { holds, words: `${left.words} is empty` };
  }
  const verb = left.isCount ? 'has the size' : 'is';
  return {
    holds,
    words: `${left.words} ${verb} ${shown(left.value)}${contrast}`,
  };
}

function membership(
  left: Operand | undefined,
  right: Operand | undefined,
): Finding | undefined {
  if (!left?.words || !right || !Array.isArray(right.value)) return undefined;
  const holds = right.value.includes(left.value);
  const items = right.value.slice(0, NAMED).map(shown);
  const more = right.value.length - items.length;
  const list = `${items.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return {
    holds,
    words: `${left.words} is ${shown(left.value)}, which is ${
      holds ? 'one' : 'none'
    } of ${right.words ?? list}`,
  };
}

const TEXT_TESTS: Record<
  string,
  { holds(text: string, part: string): boolean; words: [string, string] }
> = {
  startsWith: {
    holds: (text, part) => text.startsWith(part),
    words: ['begins with', 'does not begin with'],
  },
  endsWith: {
    holds: (text, part) => text.endsWith(part),
    words: ['ends with', 'does not end with'],
  },
  contains: {
    holds: (text, part) => text.includes(part),
    words: ['contains', 'does not contain'],
  },
};

function called(
  node: Extract<ASTNode, { op: 'rcall' }>,
  valueOf: ValueOf,
): Finding | undefined {
  const [name, target, [argument]] = node.args;
  if (!Object.hasOwn(TEXT_TESTS, name)) return undefined;
  const left = operand(target, valueOf);
  const part = argument && literal(argument)?.value;
  if (typeof left?.value !== 'string' || typeof part !== 'string') {
    return undefined;
  }
  const { holds: test, words } = TEXT_TESTS[name];
  const holds = test(left.value, part);
  return {
    holds,
    words: `${left.words} is ${shown(left.value)}, which ${
      words[holds ? 0 : 1]
    } ${shown(part)}`,
  };
}

/** What is true of the parts; of several facts the one that decides, or all where all do. */
function combined(
  decisive: boolean,
  parts: (Finding | undefined)[],
): Finding | undefined {
  const deciding = parts.find(part => part?.holds === decisive);
  if (deciding) return deciding;
  const known = parts.flatMap(part => part ?? []);
  return known.length === parts.length
    ? {
        holds: !decisive,
        words: known.map(({ words }) => words).join(' and '),
      }
    : undefined;
}

function find(node: ASTNode, valueOf: ValueOf): Finding | undefined {
  switch (node.op) {
    case '&&':
      return combined(
        false,
        node.args.map(part => find(part, valueOf)),
      );
    case '||':
      return combined(
        true,
        node.args.map(part => find(part, valueOf)),
      );
    case '!_': {
      const inner = find(node.args, valueOf);
      return inner && { ...inner, holds: !inner.holds };
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(
        node.op,
        operand(node.args[0], valueOf),
        operand(node.args[1], valueOf),
      );
    case 'in':
      return membership(
        operand(node.args[0], valueOf),
        operand(node.args[1], valueOf),
      );
    case 'call': {
      const [name, [argument]] = node.args;
      const reference =
        name === 'has' && argument ? referenceOf(argument) : undefined;
      if (!reference) return undefined;
      const holds = valueOf(reference) !== undefined;
      return {
        holds,
        words: `${named(reference)} is ${holds ? '' : 'not '}set`,
      };
    }
    case 'rcall':
      return called(node, valueOf);
    default: {
      const of = operand(node, valueOf);
      return typeof of?.value === 'boolean' && of.words
        ? { holds: of.value, words: `${of.words} is ${of.value}` }
        : undefined;
    }
  }
}

/**
 * Why a condition is false, in words and with the values that decided it: `` `spec.cache.enabled` is false ``. Fields of
 * the instance are named without `schema.`. `undefined` where the condition is too involved to be said in words.
 */
export function whyFalse(ast: ASTNode, valueOf: ValueOf): string | undefined {
  const finding = find(ast, valueOf);
  return finding && !finding.holds ? finding.words : undefined;
}

/** What to say of a condition that is false: why, or the condition itself with the values that it read. */
export function falseInWords({
  because,
  expression,
  values,
}: ExpressionOutcome): string {
  if (because) return because;
  const read = values.map(
    ({ reference, value }) => `${reference} = ${shown(value)}`,
  );
  return `\`${expression}\` is false${
    read.length > 0 ? ` (${read.join(', ')})` : ''
  }`;
}
