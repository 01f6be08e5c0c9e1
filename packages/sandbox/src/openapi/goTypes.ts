import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from './dataDirectory';

/** The Go type of a field of a built-in type. */
export interface GoField {
  /** As Go prints it: `int32`, `[]v1.Container`, `v1.Protocol`. */
  type: string;
  /** The structs that are embedded on the way to it. */
  embedded: string[];
}

let known: Record<string, Record<string, string | string[]>> | undefined;

function allTypes(): Record<string, Record<string, string | string[]>> {
  known ??= JSON.parse(
    readFileSync(join(dataDirectory, 'go-types.json'), 'utf8'),
  ) as NonNullable<typeof known>;
  return known;
}

/** The fields of a schema in the order of its Go struct; `undefined` where it is none. */
export function goFields(schema: string): string[] | undefined {
  const fields = allTypes()[schema];
  return fields && Object.keys(fields);
}

/** The Go type of a field of a schema that the built-in documents name; `undefined` where there is none. */
export function goField(schema: string, field: string): GoField | undefined {
  const fields = allTypes()[schema];
  if (!fields || !Object.hasOwn(fields, field)) return undefined;
  const found = fields[field];
  const [type, ...embedded] = typeof found === 'string' ? [found] : found;
  return { type, embedded };
}

/** The Go type of what is in a list or a map; `undefined` where the type's own name hides it. */
export function elementType(type: string): string | undefined {
  const element = /^(?:\[\]|map\[[^\]]*\])\*?(.+)$/.exec(type);
  return element?.[1];
}
