import { LineCounter, parseDocument, Tags } from 'yaml';
import { yamlFault } from './yamlFault';

/** A text that is no YAML, in the words of Go's YAML library. */
export class YamlError extends Error {}

/** Go's library leaves these tags of YAML 1.1 unread: what looks so stays a string. */
const UNREAD = ['timestamp', 'intTime', 'floatTime'];

const isRead = (tag: Tags[number]) =>
  typeof tag === 'string' ||
  !('identify' in tag && UNREAD.some(name => isNamed(tag, name)));

function isNamed(tag: object, name: string): boolean {
  const { format, tag: uri } = tag as { format?: string; tag?: string };
  return name === 'timestamp'
    ? uri === 'tag:yaml.org,2002:timestamp'
    : format === 'TIME' && uri === `tag:yaml.org,2002:${name.slice(0, -4)}`;
}

/**
 * Reads YAML (1.1, as Kubernetes does) by way of JSON: sets and bytes become plain, circles are refused. Of a key that
 * stands twice the last is taken.
 * @throws YamlError
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, {
    version: '1.1',
    logLevel: 'silent',
    uniqueKeys: false,
    prettyErrors: false,
    customTags: tags => tags.filter(isRead),
  });
  const [fault] = document.errors;
  if (fault && fault.code !== 'MULTIPLE_DOCS') {
    throw new YamlError(yamlFault(text, fault));
  }
  try {
    return JSON.parse(JSON.stringify(document.toJS()) ?? 'null');
  } catch (error) {
    // An alias without an anchor, aliases that unfold without end, an anchor within itself.
    if (!(error instanceof ReferenceError || error instanceof TypeError)) {
      throw error;
    }
    const anchor = /^Unresolved alias .*: (.*)$/.exec(error.message)?.[1];
    throw new YamlError(
      anchor === undefined
        ? `yaml: ${error.message}`
        : `yaml: unknown anchor '${anchor}' referenced`,
    );
  }
}

/** What strict decoding says of the keys that stand twice; `undefined` where none does. The text must be YAML. */
export function repeatedKeys(text: string): string | undefined {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    logLevel: 'silent',
    prettyErrors: false,
    lineCounter,
  });
  const lines = document.errors
    .filter(({ code }) => code === 'DUPLICATE_KEY')
    .map(({ pos: [start] }) => {
      const [key] = /^[^\s:]*/.exec(text.slice(start)) ?? [''];
      const { line } = lineCounter.linePos(start);
      return `  line ${line}: key ${JSON.stringify(key)} already set in map`;
    });
  return lines.length > 0
    ? `yaml: unmarshal errors:\n${lines.join('\n')}`
    : undefined;
}
