/** What a form says of one of its values. */
export interface ValueRules {
  /** As the person filling in the form knows the field. */
  title: string;
  required?: boolean;
  /** Values that are well-formed and refused all the same. */
  never?: string[];
  /** Why; follows `it must not be latest, because`. */
  because?: string;
}

const LONGEST_SHOWN = 80;

/** Wordings of JSON Schema's limits that no form words itself, in the words of people. */
const PLAIN: [RegExp, string][] = [
  [/^must be <= /, 'must be at most '],
  [/^must be >= /, 'must be at least '],
  [/^must NOT have more than (\d+) /, 'must have at most $1 '],
  [/^must NOT have fewer than (\d+) /, 'must have at least $1 '],
  [/^must be integer$/, 'must be a whole number'],
];

/**
 * What is wrong with a value: field, value and rule, e.g. `Copies is 99: it must be at most 20.`; `undefined` when
 * nothing is. `broken` are the rules of the form's schema that it breaks, each as `must …`. An empty value is wrong only
 * where one must be given.
 */
export function valueProblem(
  value: unknown,
  rules: ValueRules,
  broken: string[],
): string | undefined {
  const { title, required } = rules;
  if (value === undefined || value === '') {
    return required ? `${title} is missing: it must be given.` : undefined;
  }
  const refusals = neverAllowed(value, rules) ?? broken.map(plainWords);
  return refusals.length === 0
    ? undefined
    : `${title} is ${shown(value)}: it ${[...new Set(refusals)].join(
        ' and ',
      )}.`;
}

function neverAllowed(
  value: unknown,
  { never = [], because }: ValueRules,
): string[] | undefined {
  return typeof value === 'string' && never.includes(value)
    ? [`must not be ${value}${because ? `, because ${because}` : ''}`]
    : undefined;
}

function plainWords(rule: string): string {
  return PLAIN.reduce(
    (words, [technical, plain]) => words.replace(technical, plain),
    rule,
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN)}…`
    : text;
}
