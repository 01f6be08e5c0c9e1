import { isObject } from '../builtin/fields';

type Step =
  | { type: 'field'; name: string }
  | { type: 'index'; index: number }
  | { type: 'slice'; from?: number; to?: number }
  | { type: 'all' }
  | { type: 'filter'; path: Step[]; operator: string; literal: string };

/**
 * Reads a value by one of the JSON paths that printer columns use:
 * `.a.b`, `.a\.b`, `['a']`, `[0]`, `[-1]`, `[1:]`, `[*]`, `[?(@.type=="Ready")].status`.
 * Several results: the first. None: `undefined`.
 */
export function readJsonPath(root: unknown, path: string): unknown {
  return walk([root], parsedPath(path))[0];
}

const parsed = new Map<string, Step[]>();

function parsedPath(path: string): Step[] {
  let steps = parsed.get(path);
  if (!steps) {
    steps = parsePath(path.replace(/^\{|\}$/g, ''));
    parsed.set(path, steps);
  }
  return steps;
}

const PATTERNS: [RegExp, (match: RegExpExecArray) => Step][] = [
  [
    /^\.?\[\?\(\s*@((?:[^=!<>()]|\([^)]*\))+?)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)'|([^)\s]+))\s*\)\]/,
    ([, path, operator, double, single, bare]) => ({
      type: 'filter',
      path: parsePath(path),
      operator,
      literal: double ?? single ?? bare,
    }),
  ],
  [
    /^\.?\[['"]([^'"]*)['"]\]/,
    ([, name]) => ({ type: 'field', name: name.replace(/\\\./g, '.') }),
  ],
  [/^\.?\[(-?\d+)\]/, ([, index]) => ({ type: 'index', index: Number(index) })],
  [
    /^\.?\[(-?\d*):(-?\d*)\]/,
    ([, from, to]) => ({
      type: 'slice',
      ...(from ? { from: Number(from) } : {}),
      ...(to ? { to: Number(to) } : {}),
    }),
  ],
  [/^\.?(?:\[\*\]|\*)/, () => ({ type: 'all' })],
  [
    /^\.?((?:\\.|[^.[\]\\])+)/,
    ([, name]) => ({ type: 'field', name: name.replace(/\\(.)/g, '$1') }),
  ],
];

function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.trim();
  while (rest !== '') {
    const step = firstStep(rest);
    if (!step) return [{ type: 'filter', path: [], operator: '', literal: '' }];
    steps.push(step.step);
    rest = rest.slice(step.length);
  }
  return steps;
}

function firstStep(rest: string): { step: Step; length: number } | undefined {
  for (const [pattern, make] of PATTERNS) {
    const match = pattern.exec(rest);
    if (match) return { step: make(match), length: match[0].length };
  }
  return undefined;
}

function walk(values: unknown[], steps: Step[]): unknown[] {
  return steps.reduce(
    (found, step) => found.flatMap(value => take(value, step)),
    values,
  );
}

function take(value: unknown, step: Step): unknown[] {
  switch (step.type) {
    case 'field':
      return isObject(value) && value[step.name] !== undefined
        ? [value[step.name]]
        : [];
    case 'index': {
      const item = Array.isArray(value) ? value.at(step.index) : undefined;
      return item === undefined ? [] : [item];
    }
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to) : [];
    case 'all':
      if (Array.isArray(value)) return value;
      return isObject(value) ? Object.values(value) : [];
    default:
      return Array.isArray(value)
        ? value.filter(item => satisfies(item, step))
        : [];
  }
}

function satisfies(
  item: unknown,
  { path, operator, literal }: Extract<Step, { type: 'filter' }>,
): boolean {
  const [actual] = walk([item], path);
  const equal = actual !== undefined && String(actual) === literal;
  return operator === '==' ? equal : operator === '!=' && !equal;
}
