import type { ASTNode } from '@marcbachmann/cel-js';

/** Macros whose first argument(s) name variables of their own. */
const BINDING_MACROS: Record<string, (args: number) => number> = {
  all: args => args - 1,
  exists: args => args - 1,
  exists_one: args => args - 1,
  existsOne: args => args - 1,
  filter: () => 1,
  map: () => 1,
  bind: () => 1,
  sortBy: () => 1,
  optMap: () => 1,
  optFlatMap: () => 1,
  transformList: () => 2,
  transformMap: () => 2,
  transformMapEntry: () => 2,
};

/** A value an expression reads: a variable and the fields or constant indices below it. */
export interface Reference {
  root: string;
  path: (string | number)[];
  /** As it would be written, e.g. `schema.spec.ports[0].name`. */
  text: string;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}

function step(node: ASTNode): string | number | undefined {
  if (node.op === '.' || node.op === '.?') {
    return node.args[1];
  }
  if (node.op === '[]' || node.op === '[?]') {
    const [, index] = node.args;
    if (index.op !== 'value') return undefined;
    if (typeof index.args === 'bigint') return Number(index.args);
    return typeof index.args === 'string' ? index.args : undefined;
  }
  return undefined;
}

/** Writes a path of fields and indices: `a.b[0]["c.d"]`. */
export function pathText(path: (string | number)[]): string {
  return path
    .map((part, at) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(part)) {
        return `[${JSON.stringify(part)}]`;
      }
      return at === 0 ? part : `.${part}`;
    })
    .join('');
}

/** The reference that a chain of selections makes, if it starts at a variable. */
export function referenceOf(node: ASTNode): Reference | undefined {
  if (node.op === 'id') return { root: node.args, path: [], text: node.args };
  const part = step(node);
  if (part === undefined || !Array.isArray(node.args)) return undefined;
  const [below] = node.args;
  const base = isNode(below) ? referenceOf(below) : undefined;
  if (!base) return undefined;
  const path = [...base.path, part];
  return { root: base.root, path, text: pathText([base.root, ...path]) };
}

function boundNames(node: ASTNode): string[] {
  if (node.op !== 'rcall') return [];
  const [name, , args] = node.args;
  const count = Object.hasOwn(BINDING_MACROS, name)
    ? BINDING_MACROS[name](args.length)
    : 0;
  return args.slice(0, count).flatMap(a => (a.op === 'id' ? [a.args] : []));
}

function visit(
  value: unknown,
  bound: string[],
  found: Map<string, Reference>,
): void {
  if (Array.isArray(value)) {
    value.forEach(item => visit(item, bound, found));
    return;
  }
  if (!isNode(value)) return;
  const reference = referenceOf(value);
  if (reference) {
    if (!bound.includes(reference.root)) found.set(reference.text, reference);
    return;
  }
  visit(value.args, [...bound, ...boundNames(value)], found);
}

/** What an expression reads, variables of its own macros excluded, in the order of appearance. */
export function referencesOf(ast: ASTNode): Reference[] {
  const found = new Map<string, Reference>();
  visit(ast, [], found);
  return [...found.values()];
}

function collectNames(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach(item => collectNames(item, names));
    return;
  }
  if (!isNode(value)) return;
  const part = step(value);
  if (typeof part === 'string') names.add(part);
  collectNames(value.args, names);
}

/** Every field name that an expression selects anywhere. */
export function selectedNames(ast: ASTNode): Set<string> {
  const names = new Set<string>();
  collectNames(ast, names);
  return names;
}

function collectCalls(value: unknown, calls: Set<string>): void {
  if (Array.isArray(value)) {
    value.forEach(item => collectCalls(item, calls));
    return;
  }
  if (!isNode(value)) return;
  if (value.op === 'call' || value.op === 'rcall') calls.add(value.args[0]);
  collectCalls(value.args, calls);
}

/** Names of the functions and methods that an expression calls. */
export function calledFunctions(ast: ASTNode): Set<string> {
  const calls = new Set<string>();
  collectCalls(ast, calls);
  return calls;
}
