/**
 * Compiles a regular expression written for Go (RE2), as patterns in schemas are. JavaScript's Unicode mode
 * refuses harmless escapes such as `\_`, so the plain mode is the second try; a leading `(?i)` becomes a flag.
 *
 * @throws SyntaxError when neither mode takes it
 */
export function compilePattern(text: string): RegExp {
  const insensitive = text.startsWith('(?i)');
  const source = insensitive ? text.slice(4) : text;
  const flag = insensitive ? 'i' : '';
  try {
    return new RegExp(source, `u${flag}`);
  } catch {
    return new RegExp(source, flag);
  }
}
