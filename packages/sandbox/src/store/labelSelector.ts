/** A parsed label selector: does it match these labels? */
export type LabelSelector = (labels: Record<string, string>) => boolean;

/** Says what stands wrong in a selector, in the API server's words. */
export class SelectorError extends Error {}

interface Token {
  type: 'identifier' | 'operator' | 'end';
  text: string;
}

const OPERATORS = ['==', '!=', '=', '!', ',', '(', ')', '>', '<'];

/**
 * Parses the API's selector language (`a=b,c!=d,e in (f,g),h,!i,j>1`), after `k8s.io/apimachinery/pkg/labels`.
 * @throws SelectorError when it cannot be parsed
 */
export function parseLabelSelector(text: string): LabelSelector {
  const tokens = tokenize(text);
  const requirements: LabelSelector[] = [];
  let at = 0;
  const peek = () => tokens[at];
  const take = () => tokens[at++];

  if (peek().type === 'end') return () => true;
  for (;;) {
    const token = peek();
    if (token.type !== 'identifier' && token.text !== '!') {
      throw new SelectorError(
        `found '${token.text}', expected: !, identifier, or 'end of string'`,
      );
    }
    try {
      requirements.push(parseRequirement(take, peek));
    } catch (error) {
      if (!(error instanceof SelectorError)) throw error;
      throw new SelectorError(`unable to parse requirement: ${error.message}`);
    }
    const separator = take();
    if (separator.type === 'end') break;
    if (separator.text !== ',') {
      throw new SelectorError(
        `found '${separator.text}', expected: ',' or 'end of string'`,
      );
    }
    const following = peek();
    if (following.type !== 'identifier' && following.text !== '!') {
      throw new SelectorError(
        `found '${following.text}', expected: identifier after ','`,
      );
    }
  }
  return labels => requirements.every(requirement => requirement(labels));
}

function parseRequirement(take: () => Token, peek: () => Token): LabelSelector {
  const first = take();
  if (first.text === '!' && first.type === 'operator') {
    const key = take();
    if (key.type !== 'identifier') {
      throw new SelectorError(`found '${key.text}', expected: identifier`);
    }
    return labels => !Object.hasOwn(labels, key.text);
  }
  const key = first.text;
  const operator = peek();
  if (operator.type === 'end' || operator.text === ',') {
    return labels => Object.hasOwn(labels, key);
  }
  take();
  switch (operator.text) {
    case 'in':
      return memberOf(key, parseValues(take, peek), true);
    case 'notin':
      return memberOf(key, parseValues(take, peek), false);
    case '=':
    case '==':
      return memberOf(key, new Set([parseValue(take, peek)]), true);
    case '!=':
      return memberOf(key, new Set([parseValue(take, peek)]), false);
    case '>':
    case '<':
      return compare(key, operator.text, parseValue(take, peek));
    default:
      throw new SelectorError(
        `found '${operator.text}', expected: in, notin, =, ==, !=, gt, lt`,
      );
  }
}

function memberOf(
  key: string,
  values: Set<string>,
  wanted: boolean,
): LabelSelector {
  return labels =>
    Object.hasOwn(labels, key) ? values.has(labels[key]) === wanted : !wanted;
}

function compare(key: string, operator: string, value: string): LabelSelector {
  if (!/^-?\d+$/.test(value)) {
    throw new SelectorError(
      `values[0][${key}]: Invalid value: ${JSON.stringify(
        value,
      )}: for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  }
  const limit = Number(value);
  return labels => {
    const actual = Number(labels[key]);
    if (!Object.hasOwn(labels, key) || !Number.isInteger(actual)) return false;
    return operator === '>' ? actual > limit : actual < limit;
  };
}

/** One value; an empty one where the requirement ends at once (`a=`). */
function parseValue(take: () => Token, peek: () => Token): string {
  const token = peek();
  if (token.type === 'end' || token.text === ',') return '';
  if (token.type !== 'identifier') {
    throw new SelectorError(`found '${token.text}', expected: identifier`);
  }
  return take().text;
}

/** `(a,b)`; empty members count as empty values. */
function parseValues(take: () => Token, peek: () => Token): Set<string> {
  const open = take();
  if (open.text !== '(') {
    throw new SelectorError(`found: '${open.text}' expected: '('`);
  }
  const values = new Set<string>();
  let expectsValue = true;
  for (;;) {
    const token = peek();
    if (
      token.type === 'end' ||
      (token.type === 'operator' && !/^[,)]$/.test(token.text))
    ) {
      throw new SelectorError(
        `found '${token.text}', expected: ',', ')' or identifier`,
      );
    }
    take();
    if (token.text === ')') {
      if (expectsValue && values.size > 0) values.add('');
      return values;
    }
    if (token.text === ',') {
      if (expectsValue) values.add('');
      expectsValue = true;
    } else {
      values.add(token.text);
      expectsValue = false;
    }
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    const operator = OPERATORS.find(candidate => rest.startsWith(candidate));
    if (space) {
      at += space[0].length;
    } else if (operator) {
      tokens.push({ type: 'operator', text: operator });
      at += operator.length;
    } else {
      const word = /^[^\s=!,()<>]+/.exec(rest)?.[0] ?? rest[0];
      tokens.push({ type: 'identifier', text: word });
      at += word.length;
    }
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}
