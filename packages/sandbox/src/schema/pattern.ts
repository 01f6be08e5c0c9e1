/** POSIX classes, which Go knows inside brackets and JavaScript does not. */
const posixClasses: Record<string, string> = {
  '[:alnum:]': '0-9A-Za-z',
  '[:alpha:]': 'A-Za-z',
  '[:blank:]': '\\t ',
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:punct:]': '!-/:-@\\[-`{-~',
  '[:space:]': '\\t\\n\\v\\f\\r ',
  '[:upper:]': 'A-Z',
  '[:word:]': '0-9A-Za-z_',
  '[:xdigit:]': '0-9A-Fa-f',
};

const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const source = pattern
    .slice(leading?.[0].length ?? 0)
    .replace(/\[:[a-z]+:\]/g, name => posixClasses[name] ?? name)
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$');
  const flags = leading?.[1] ?? '';
  try {
    return new RegExp(source, `${flags}u`);
  } catch (error) {
    // Without the u flag JavaScript takes needless escapes, as Go does: `\_`, `\-` outside of brackets.
    if (error instanceof SyntaxError) {
      return new RegExp(source, flags);
    }
    throw error;
  }
}

/**
 * A `pattern` of a schema, written for Go's RE2, as a JavaScript expression: leading flags, POSIX classes, `\A`, `\z`
 * and named groups are translated. Throws `SyntaxError` for what neither of the two understands.
 */
export function patternOf(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) {
    return known;
  }
  const expression = compile(pattern);
  compiled.set(pattern, expression);
  return expression;
}
