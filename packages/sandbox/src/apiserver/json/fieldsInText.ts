/** A bracket, a comma, or a string with what follows it. */
const TOKEN = /[{}[\],]|"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/** An object or a list that is being read. */
interface Level {
  path: string;
  /** The keys so far; of an object. */
  keys?: Set<string>;
  /** Where in a list one is. */
  index: number;
  /** The last key of an object. */
  key: string;
}

/**
 * The fields of a JSON text as they stand there, with what `JSON.parse` passes over in silence: which of them stand
 * there for a second time. The text must be JSON.
 *
 * @param visit - told of each field by its path, e.g. `spec.ports[0].name`; true passes over what is in it
 */
export function visitFields(
  json: string,
  visit: (path: string, isRepeated: boolean) => boolean,
): void {
  const levels: Level[] = [];
  /** How deep the field lies whose content is passed over. */
  let passing = Infinity;
  for (const [token, key, colon] of json.matchAll(TOKEN)) {
    const level = levels[levels.length - 1];
    if (token === '{' || token === '[') {
      levels.push({
        path: below(level),
        index: 0,
        key: '',
        ...(token === '{' ? { keys: new Set<string>() } : {}),
      });
    } else if (token === '}' || token === ']') {
      levels.pop();
    } else if (token === ',') {
      level.index += 1;
    } else if (colon && level?.keys) {
      level.key = unquote(key);
      const isRepeated = level.keys.has(level.key);
      level.keys.add(level.key);
      if (levels.length <= passing) {
        passing = visit(below(level), isRepeated) ? levels.length : Infinity;
      }
    }
  }
}

/** The path of what is read next. */
function below(level: Level | undefined): string {
  if (!level) return '';
  if (!level.keys) return `${level.path}[${level.index}]`;
  return level.path ? `${level.path}.${level.key}` : level.key;
}

function unquote(key: string): string {
  return key.includes('\\') ? JSON.parse(`"${key}"`) : key;
}
