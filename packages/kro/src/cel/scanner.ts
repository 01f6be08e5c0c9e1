import { GraphError } from '../graphError';

interface Match {
  expression: string;
  start: number;
  end: number;
}

/** Finds the index of the `}` that closes an expression opened before `from`; -1 when it never ends. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quoted && char === '\\') {
      at += 1;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (!quoted) {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      if (depth === 0) return at;
      if (text.startsWith('${', at) && text[at - 1] !== '"') {
        throw new GraphError(
          'nested expressions are not allowed unless inside string literals',
        );
      }
    }
  }
  return -1;
}

function matches(text: string): Match[] {
  const found: Match[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    if (start < 0) return found;
    const close = closingBrace(text, start + 2);
    if (close < 0) {
      // KRO takes an expression that never ends as plain text.
      from = start + 1;
    } else {
      found.push({
        expression: text.slice(start + 2, close),
        start,
        end: close + 1,
      });
      from = close + 1;
    }
  }
}

/** CEL that is written in a text, and the text a user would recognise it by. */
export interface ScannedExpression {
  /** What is compiled: the expression itself, or the concatenation a template stands for. */
  source: string;
  /** What messages show: the expression, or the whole template with its `${}`. */
  display: string;
}

/**
 * Reads the CEL in a string field. A string that is one `${…}` keeps the expression's type; text around it,
 * or several expressions, make a string concatenation. Only double quotes hide braces, as in KRO's scanner.
 *
 * @returns undefined when there is no expression
 * @throws GraphError for a `${` inside an expression outside a string literal
 */
export function scanExpression(text: string): ScannedExpression | undefined {
  const found = matches(text);
  if (found.length === 0) return undefined;
  const [first] = found;
  if (found.length === 1 && first.start === 0 && first.end === text.length) {
    return { source: first.expression, display: first.expression };
  }
  return { source: concatenation(text, found), display: text };
}

function concatenation(text: string, found: Match[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const match of found) {
    if (match.start > at) {
      parts.push(JSON.stringify(text.slice(at, match.start)));
    }
    parts.push(`(${match.expression})`);
    at = match.end;
  }
  if (at < text.length) parts.push(JSON.stringify(text.slice(at)));
  return parts.join(' + ');
}

/**
 * Takes the `${}` off a field that must be exactly one expression (`readyWhen`, `includeWhen`, `forEach`).
 *
 * @throws GraphError when it is not
 */
export function unwrapExpression(text: string): string {
  const found = matches(text);
  const [first] = found;
  if (found.length !== 1 || first.start !== 0 || first.end !== text.length) {
    throw new GraphError(
      `only standalone expressions are allowed, got "${text}"; write one \${…} and nothing around it`,
    );
  }
  return first.expression;
}
