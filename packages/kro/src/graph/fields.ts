import { GraphError } from '../graphError';
import { isJsonObject } from '../json';
import { JsonObject } from '../kubernetesObject';

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function wrong(path: string, wanted: string, value: unknown): GraphError {
  return new GraphError(
    `${path} must be ${wanted}, got ${kindOf(value)}`,
    path,
  );
}

/** Reads fields of an object that a person wrote; each reader throws a GraphError that names the path. */
export class Fields {
  private constructor(
    private readonly object: JsonObject,
    readonly path: string,
  ) {}

  /** Reads `value`, which stands at `path`. */
  static of(value: unknown, path: string): Fields {
    if (isJsonObject(value)) return new Fields(value, path);
    throw wrong(path, 'an object', value);
  }

  has(name: string): boolean {
    return this.object[name] !== undefined && this.object[name] !== null;
  }

  at(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }

  text(name: string, otherwise?: string): string {
    const value = this.object[name] ?? otherwise;
    if (typeof value === 'string') return value;
    throw wrong(this.at(name), 'a string', value ?? null);
  }

  section(name: string): JsonObject {
    const value = this.object[name] ?? {};
    if (isJsonObject(value)) return value;
    throw wrong(this.at(name), 'an object', value);
  }

  list(name: string): unknown[] {
    const value = this.object[name] ?? [];
    if (Array.isArray(value)) return value;
    throw wrong(this.at(name), 'a list', value);
  }

  texts(name: string): string[] {
    return this.list(name).map((item, i) => {
      if (typeof item === 'string') return item;
      throw wrong(`${this.at(name)}[${i}]`, 'a string', item);
    });
  }

  textMap(name: string): Record<string, string> | undefined {
    if (!this.has(name)) return undefined;
    const entries = Object.entries(this.section(name));
    return Object.fromEntries(
      entries.map(([key, value]) => {
        if (typeof value === 'string') return [key, value];
        throw wrong(`${this.at(name)}.${key}`, 'a string', value);
      }),
    );
  }
}
