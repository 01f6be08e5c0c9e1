/** A piece of a line and what it is. */
export interface Token {
  text: string;
  kind: 'key' | 'string' | 'literal' | 'comment' | 'punctuation' | 'plain';
}

const KEY = /^(\s*(?:- )*)((?:"[^"]*"|'[^']*'|[^\s#:'"][^#:]*?))(:)(?=\s|$)/;
const LITERAL = /^(?:true|false|null|~|-?\d+(?:\.\d+)?)$/;
const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/;

function value(text: string): Token[] {
  const comment = /(^|\s)#.*$/.exec(text);
  const quoted = QUOTED.test(text.trim());
  if (comment && !quoted) {
    return [
      ...value(text.slice(0, comment.index)),
      { text: text.slice(comment.index), kind: 'comment' },
    ];
  }
  if (!text) {
    return [];
  }
  const trimmed = text.trim();
  if (LITERAL.test(trimmed)) {
    return [{ text, kind: 'literal' }];
  }
  return [{ text, kind: trimmed ? 'string' : 'plain' }];
}

/** Splits one line of YAML for colouring. The texts joined are the line; a line it cannot read comes back plain. */
export function yamlTokens(line: string): Token[] {
  if (/^\s*#/.test(line)) {
    return [{ text: line, kind: 'comment' }];
  }
  const key = KEY.exec(line);
  if (key) {
    const [all, lead, name, colon] = key;
    return [
      { text: lead, kind: 'punctuation' as const },
      { text: name, kind: 'key' as const },
      { text: colon, kind: 'punctuation' as const },
      ...value(line.slice(all.length)),
    ].filter(token => token.text !== '');
  }
  const lead = /^\s*(?:- )*/.exec(line)?.[0] ?? '';
  return [
    { text: lead, kind: 'punctuation' as const },
    ...value(line.slice(lead.length)),
  ].filter(token => token.text !== '');
}
