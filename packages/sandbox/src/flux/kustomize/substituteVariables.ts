/** A text whose `${…}` cannot be read; the message is that of `fluxcd/pkg/envsubst`. */
export class SubstitutionError extends Error {}

const NAME = /^[\p{L}\p{Nd}_]+/u;
const DEFAULT = /^(?::[=\-?+]|=)/;
const CASING = /^(?:,,?|\^\^?)/;
const PATTERNS = /^[#%]/;

/** A piece of the text that has been read, and where the rest begins. */
interface Piece {
  value: string;
  end: number;
}

/**
 * Fills in variables as Flux 2.9 does after a build: `${NAME}`, `${NAME:=default}`, `${NAME^^}` and so on; `$$` stands
 * for `$`. After `fluxcd/pkg/envsubst`, whose operators that take patterns
 * (`#`, `%` and their doubles) are left out.
 *
 * @throws SubstitutionError for what cannot be read, and for a variable that is not set and has no default
 */
export function substituteVariables(
  text: string,
  variables: ReadonlyMap<string, string>,
): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$$', at)) {
      result += '$';
      at += 2;
    } else if (text.startsWith('${', at)) {
      const { value, end } = expression(text, at + 2, variables);
      result += value;
      at = end;
    } else {
      result += text[at];
      at += 1;
    }
  }
  return result;
}

/** What stands between `${` and `}`; `at` is behind the former. */
function expression(
  text: string,
  at: number,
  variables: ReadonlyMap<string, string>,
): Piece {
  const isLength = text[at] === '#';
  const start = isLength ? at + 1 : at;
  const [name] = NAME.exec(text.slice(start)) ?? [];
  if (!name) throw new SubstitutionError('unable to parse variable name');
  const end = start + name.length;
  const rest = text.slice(end);
  const [operator] = isLength ? [] : DEFAULT.exec(rest) ?? [];
  if (operator) {
    const word = argument(text, end + operator.length, variables, /[}]/);
    return closed(text, word.end, variables.get(name) || word.value);
  }
  const value = variables.get(name) ?? '';
  const piece = isLength
    ? closed(text, end, String(Buffer.byteLength(value)))
    : transformed(text, end, value, variables);
  if (!variables.has(name)) {
    throw new SubstitutionError(
      `variable not set (strict mode): ${JSON.stringify(name)}`,
    );
  }
  return piece;
}

/** A value by what stands between its name and `}`. */
function transformed(
  text: string,
  end: number,
  value: string,
  variables: ReadonlyMap<string, string>,
): Piece {
  const rest = text.slice(end);
  const [casing] = CASING.exec(rest) ?? [];
  if (casing) return closed(text, end + casing.length, inCase(value, casing));
  if (rest.startsWith(':')) return substring(text, end + 1, value, variables);
  if (rest.startsWith('/')) return replaced(text, end + 1, value, variables);
  if (PATTERNS.test(rest)) {
    throw new SubstitutionError(
      `the sandbox does not imitate the operator ${rest[0]}`,
    );
  }
  return closed(text, end, value);
}

function closed(text: string, at: number, value: string): Piece {
  if (text[at] !== '}') throw new SubstitutionError('missing closing brace');
  return { value, end: at + 1 };
}

/** An operator's argument: another variable, or the text up to where it ends. */
function argument(
  text: string,
  at: number,
  variables: ReadonlyMap<string, string>,
  endsAt: RegExp,
): Piece {
  if (text.startsWith('${', at)) return expression(text, at + 2, variables);
  const length = text.slice(at).search(endsAt);
  if (length < 0) {
    throw new SubstitutionError(
      endsAt.test('}') ? 'missing closing brace' : 'bad substitution',
    );
  }
  return { value: text.slice(at, at + length), end: at + length };
}

function inCase(value: string, operator: string): string {
  const [first = ''] = value;
  const rest = value.slice(first.length);
  switch (operator) {
    case ',':
      return first.toLowerCase() + rest;
    case ',,':
      return value.toLowerCase();
    case '^':
      return first.toUpperCase() + rest;
    default:
      return value.toUpperCase();
  }
}

/** `${NAME:offset}` and `${NAME:offset:length}`. */
function substring(
  text: string,
  at: number,
  value: string,
  variables: ReadonlyMap<string, string>,
): Piece {
  const offset = argument(text, at, variables, /[:}]/);
  const hasLength = text[offset.end] === ':';
  const length = hasLength
    ? argument(text, offset.end + 1, variables, /[}]/)
    : undefined;
  const from = number(offset.value);
  const count = length && number(length.value);
  // What is no number is no operator for Flux: the value stays as it is.
  const wanted =
    from === undefined || (length && count === undefined)
      ? value
      : value.slice(from, count === undefined ? undefined : from + count);
  return closed(text, (length ?? offset).end, wanted);
}

function number(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `${NAME/old/new}`; `//` for all of them, `/#` at the start, `/%` at the end. */
function replaced(
  text: string,
  at: number,
  value: string,
  variables: ReadonlyMap<string, string>,
): Piece {
  const [how = ''] = /^[/#%]/.exec(text.slice(at)) ?? [];
  const old = argument(text, at + how.length, variables, /[/]/);
  const by = argument(text, old.end + 1, variables, /[}]/);
  return closed(text, by.end, replace(value, how, old.value, by.value));
}

function replace(value: string, how: string, old: string, by: string): string {
  switch (how) {
    case '/':
      return value.replaceAll(old, () => by);
    case '#':
      return value.startsWith(old) ? by + value.slice(old.length) : value;
    case '%':
      return value.endsWith(old)
        ? value.slice(0, value.length - old.length) + by
        : value;
    default:
      return value.replace(old, () => by);
  }
}
