import type { YAMLParseError } from 'yaml';

/**
 * Where Go's YAML library says that something is wrong. Its parser counts lines from 0, its scanner from 1, and neither
 * names a first line.
 */
type Place = 'parser' | 'scanner' | 'colon' | 'end' | 'afterKey';

interface Wording {
  code: YAMLParseError['code'];
  message: RegExp;
  says: string;
  place: Place;
}

const WORDINGS: Wording[] = [
  {
    code: 'BAD_INDENT',
    message: /^Flow sequence/,
    says: "did not find expected ',' or ']'",
    place: 'parser',
  },
  {
    code: 'BAD_INDENT',
    message: /^Flow map/,
    says: "did not find expected ',' or '}'",
    place: 'parser',
  },
  {
    code: 'BAD_INDENT',
    message: /./,
    says: 'did not find expected key',
    place: 'parser',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    message: /./,
    says: 'mapping values are not allowed in this context',
    place: 'colon',
  },
  {
    code: 'TAB_AS_INDENT',
    message: /./,
    says: 'found character that cannot start any token',
    place: 'scanner',
  },
  {
    code: 'BAD_SCALAR_START',
    message: /./,
    says: 'found character that cannot start any token',
    place: 'scanner',
  },
  {
    code: 'MISSING_CHAR',
    message: /quote/,
    says: 'found unexpected end of stream',
    place: 'end',
  },
  {
    code: 'MISSING_CHAR',
    message: /^Sequence item/,
    says: "did not find expected '-' indicator",
    place: 'parser',
  },
  {
    code: 'MISSING_CHAR',
    message: /^Implicit map keys/,
    says: "could not find expected ':'",
    place: 'afterKey',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    message: /flow-(map|seq)-end/,
    says: 'did not find expected node content',
    place: 'parser',
  },
];

/** What Go's YAML library says of a text that the one of Node cannot read, e.g. `yaml: line 2: did not find expected key`. */
export function yamlFault(text: string, error: YAMLParseError): string {
  if (/\[\s*$/.test(text.slice(0, error.pos[0] + 1))) {
    return worded('did not find expected node content', 'parser', text, error);
  }
  const wording = WORDINGS.find(
    ({ code, message }) => code === error.code && message.test(error.message),
  );
  return worded(
    wording?.says ?? 'did not find expected key',
    wording?.place ?? 'parser',
    text,
    error,
  );
}

function worded(
  says: string,
  place: Place,
  text: string,
  error: YAMLParseError,
): string {
  const line = lineOf(place, text, error);
  return line > 0 ? `yaml: line ${line}: ${says}` : `yaml: ${says}`;
}

function lineOf(place: Place, text: string, { pos }: YAMLParseError): number {
  const line = lineAt(text, pos[0]);
  const fromSecond = (number: number) => (number > 1 ? number : 0);
  switch (place) {
    case 'scanner':
      return fromSecond(line);
    case 'colon': {
      const colon = text.slice(pos[0]).search(/:(\s|$)/);
      return fromSecond(lineAt(text, pos[0] + Math.max(colon, 0)));
    }
    case 'end':
      return fromSecond(lineAt(text, text.trimEnd().length));
    case 'afterKey':
      return line + 1;
    default:
      // The end of the text is a line of its own.
      return pos[0] >= text.trimEnd().length
        ? lineAt(text, text.trimEnd().length)
        : line - 1;
  }
}

/** The line of a place in the text, from 1. */
function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
