/** A JSON object of unknown content. */
export type Fields = Record<string, unknown>;

/** Narrows an answer to a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is text, else the empty text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The objects of a list; empty when it is no list. */
export function objects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** An object with that one field when the value is text with something in it, else without any. */
export function optional<Name extends string>(
  name: Name,
  value: unknown,
): Partial<Record<Name, string>> {
  return typeof value === 'string' && value !== ''
    ? ({ [name]: value } as Record<Name, string>)
    : {};
}
