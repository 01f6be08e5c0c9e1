import { GraphError } from '../graphError';

/** The markers KRO 0.9.4 knows, e.g. `minimum` in `integer | minimum=1`. */
export const MARKERS = [
  'required',
  'default',
  'description',
  'minimum',
  'maximum',
  'validation',
  'enum',
  'immutable',
  'pattern',
  'uniqueItems',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'listType',
  'listMapKey',
] as const;

/** Name of a marker. */
export type MarkerName = (typeof MARKERS)[number];

/** One `name=value`, the value unquoted and unescaped. */
export interface Marker {
  name: MarkerName;
  value: string;
}

function markerName(text: string): MarkerName {
  const key = text.trim();
  if (!key) throw new GraphError('empty marker key');
  const name = MARKERS.find(known => known === key);
  if (!name) {
    throw new GraphError(
      `invalid marker key "${key}": unknown marker: ${key}; known are ${MARKERS.join(
        ', ',
      )}`,
    );
  }
  return name;
}

function unescape(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}

function markerValue(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? unescape(text.slice(1, -1))
    : text.trim();
}

/** Reads character by character; a value ends at white space outside quotes and brackets. */
class MarkerScanner {
  readonly markers: Marker[] = [];
  private name: MarkerName | undefined;
  private buffer = '';
  private quoted = false;
  private escaped = false;
  private depth = 0;

  private get free() {
    return !this.quoted && this.depth === 0;
  }

  read(char: string) {
    if (char === '=' && this.name === undefined && this.free) {
      this.name = markerName(this.buffer);
      this.buffer = '';
    } else if (/\s/.test(char) && this.free) {
      this.end();
    } else {
      this.track(char);
      this.buffer += char;
    }
  }

  finish(): Marker[] {
    if (this.name === undefined) {
      throw new GraphError(`marker key '${this.buffer}' without a value`);
    }
    this.end();
    if (this.quoted) throw new GraphError('unclosed quote');
    if (this.depth > 0) throw new GraphError('unclosed bracket/brace');
    return this.markers;
  }

  private track(char: string) {
    if (char === '"' && !this.escaped) {
      this.quoted = !this.quoted;
    } else if (this.quoted) {
      this.escaped = char === '\\' && !this.escaped;
    } else if ('{['.includes(char)) {
      this.depth += 1;
    } else if ('}]'.includes(char)) {
      this.depth -= 1;
      if (this.depth < 0) {
        throw new GraphError('unmatched closing bracket/brace');
      }
    }
  }

  private end() {
    if (this.name === undefined) return;
    this.markers.push({ name: this.name, value: markerValue(this.buffer) });
    this.name = undefined;
    this.buffer = '';
  }
}

/**
 * Splits the part of a SimpleSchema field after the `|` into markers; follows
 * `pkg/simpleschema/markers.go` of KRO.
 *
 * @throws GraphError naming the marker that KRO would refuse
 */
export function parseMarkers(text: string): Marker[] {
  const scanner = new MarkerScanner();
  for (const char of text) scanner.read(char);
  return scanner.finish();
}
