/** Says what is wrong with a byte here, or `undefined` where it fits. */
type Step = (scanner: Scanner, byte: string) => string | undefined;

/** What is being read inside of which the scanner stands. */
type Inside = 'key' | 'value' | 'element';

interface Scanner {
  step: Step;
  inside: Inside[];
  ended: boolean;
}

const SPACE = /[ \t\r\n]/;
const DIGIT = /[0-9]/;
const HEX = /[0-9a-fA-F]/;

/**
 * What Go's `encoding/json` says of a text that is no JSON (`unexpected end of JSON input`,
 * `invalid character '}' looking for beginning of value`); undefined where it is JSON. Its scanner works byte by byte,
 * so the text is what `latin1` makes of the bytes.
 */
export function jsonSyntaxFault(latin1: string): string | undefined {
  const scanner: Scanner = { step: beginValue, inside: [], ended: false };
  for (const byte of latin1) {
    const context = scanner.step(scanner, byte);
    if (context) return `invalid character ${quoted(byte)} ${context}`;
  }
  if (!scanner.ended) scanner.step(scanner, ' ');
  return scanner.ended ? undefined : 'unexpected end of JSON input';
}

/** A character as Go quotes it: `'a'`, `'\x00'`, `'\u0081'`. */
function quoted(character: string): string {
  const escapes: Record<string, string> = {
    "'": "\\'",
    '\\': '\\\\',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
    '\u0007': '\\a',
  };
  const code = character.charCodeAt(0);
  const escaped = escapes[character] ?? hexadecimal(code);
  return `'${escaped ?? character}'`;
}

/** How Go writes what cannot be printed. */
function hexadecimal(code: number): string | undefined {
  if (code < 0x20 || code === 0x7f) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  const isPrintable = code < 0x7f || (code > 0xa0 && code !== 0xad);
  return isPrintable ? undefined : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Goes on with `next`. */
function goTo(scanner: Scanner, next: Step): undefined {
  scanner.step = next;
}

function enter(scanner: Scanner, inside: Inside, next: Step): undefined {
  scanner.inside.push(inside);
  scanner.step = next;
}

function leave(scanner: Scanner): undefined {
  scanner.inside.pop();
  if (scanner.inside.length > 0) return goTo(scanner, endValue);
  scanner.ended = true;
  return goTo(scanner, endTop);
}

function beginValue(scanner: Scanner, byte: string): string | undefined {
  if (SPACE.test(byte)) return undefined;
  switch (byte) {
    case '{':
      return enter(scanner, 'key', beginKeyOrEmpty);
    case '[':
      return enter(scanner, 'element', beginValueOrEmpty);
    case '"':
      return goTo(scanner, inString);
    case '-':
      return goTo(scanner, afterMinus);
    case '0':
      return goTo(scanner, afterInteger);
    case 't':
      return goTo(scanner, literal('true', 1));
    case 'f':
      return goTo(scanner, literal('false', 1));
    case 'n':
      return goTo(scanner, literal('null', 1));
    default:
      return DIGIT.test(byte)
        ? goTo(scanner, inInteger)
        : 'looking for beginning of value';
  }
}

function beginValueOrEmpty(scanner: Scanner, byte: string): string | undefined {
  if (SPACE.test(byte)) return undefined;
  return byte === ']' ? leave(scanner) : beginValue(scanner, byte);
}

function beginKeyOrEmpty(scanner: Scanner, byte: string): string | undefined {
  if (SPACE.test(byte)) return undefined;
  return byte === '}' ? leave(scanner) : beginKey(scanner, byte);
}

function beginKey(scanner: Scanner, byte: string): string | undefined {
  if (SPACE.test(byte)) return undefined;
  return byte === '"'
    ? goTo(scanner, inString)
    : 'looking for beginning of object key string';
}

function endValue(scanner: Scanner, byte: string): string | undefined {
  const { inside } = scanner;
  const last = inside.length - 1;
  if (last < 0) {
    scanner.ended = true;
    goTo(scanner, endTop);
    return endTop(scanner, byte);
  }
  if (SPACE.test(byte)) return goTo(scanner, endValue);
  switch (inside[last]) {
    case 'key':
      if (byte !== ':') return 'after object key';
      inside[last] = 'value';
      return goTo(scanner, beginValue);
    case 'value':
      if (byte === '}') return leave(scanner);
      if (byte !== ',') return 'after object key:value pair';
      inside[last] = 'key';
      return goTo(scanner, beginKey);
    default:
      if (byte === ']') return leave(scanner);
      return byte === ',' ? goTo(scanner, beginValue) : 'after array element';
  }
}

function endTop(_: Scanner, byte: string): string | undefined {
  return SPACE.test(byte) ? undefined : 'after top-level value';
}

function inString(scanner: Scanner, byte: string): string | undefined {
  if (byte === '"') return goTo(scanner, endValue);
  if (byte === '\\') return goTo(scanner, inEscape);
  return byte < ' ' ? 'in string literal' : undefined;
}

function inEscape(scanner: Scanner, byte: string): string | undefined {
  if (byte === 'u') return goTo(scanner, hexDigits(4));
  return 'bfnrt\\/"'.includes(byte)
    ? goTo(scanner, inString)
    : 'in string escape code';
}

function hexDigits(left: number): Step {
  return (scanner, byte) => {
    if (!HEX.test(byte)) return 'in \\u hexadecimal character escape';
    return goTo(scanner, left > 1 ? hexDigits(left - 1) : inString);
  };
}

function afterMinus(scanner: Scanner, byte: string): string | undefined {
  if (byte === '0') return goTo(scanner, afterInteger);
  return DIGIT.test(byte) ? goTo(scanner, inInteger) : 'in numeric literal';
}

function inInteger(scanner: Scanner, byte: string): string | undefined {
  return DIGIT.test(byte) ? undefined : afterInteger(scanner, byte);
}

function afterInteger(scanner: Scanner, byte: string): string | undefined {
  return byte === '.'
    ? goTo(scanner, afterPoint)
    : inExponentOrEnd(scanner, byte);
}

function afterPoint(scanner: Scanner, byte: string): string | undefined {
  return DIGIT.test(byte)
    ? goTo(scanner, inFraction)
    : 'after decimal point in numeric literal';
}

function inFraction(scanner: Scanner, byte: string): string | undefined {
  return DIGIT.test(byte) ? undefined : inExponentOrEnd(scanner, byte);
}

function inExponentOrEnd(scanner: Scanner, byte: string): string | undefined {
  return byte === 'e' || byte === 'E'
    ? goTo(scanner, afterExponent)
    : endValue(scanner, byte);
}

function afterExponent(scanner: Scanner, byte: string): string | undefined {
  return byte === '+' || byte === '-'
    ? goTo(scanner, afterExponentSign)
    : afterExponentSign(scanner, byte);
}

function afterExponentSign(scanner: Scanner, byte: string): string | undefined {
  return DIGIT.test(byte)
    ? goTo(scanner, inExponent)
    : 'in exponent of numeric literal';
}

function inExponent(scanner: Scanner, byte: string): string | undefined {
  return DIGIT.test(byte) ? undefined : endValue(scanner, byte);
}

function literal(word: string, at: number): Step {
  return (scanner, byte) => {
    if (byte !== word[at]) {
      return `in literal ${word} (expecting '${word[at]}')`;
    }
    return goTo(
      scanner,
      at + 1 < word.length ? literal(word, at + 1) : endValue,
    );
  };
}
