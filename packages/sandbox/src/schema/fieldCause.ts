/** One entry of `details.causes` of an Invalid status. `field` is `<nil>` where no field can be named. */
export interface FieldCause {
  reason: string;
  message: string;
  field: string;
}

/** A value of a type of Go's, whose fields come as they are declared there. */
export class GoStruct {
  constructor(readonly fields: Record<string, unknown>) {}
}

/** JSON as Go writes it: keys of maps in order, `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, part) => {
    if (part instanceof GoStruct) return part.fields;
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part;
  });
  return text.replace(
    /[<>&]/g,
    character => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : goJson(value);
}

function cause(
  reason: string,
  field: string,
  words: string,
  detail: string,
): FieldCause {
  return {
    reason,
    message: detail === '' ? words : `${words}: ${detail}`,
    field: field === '' ? '<nil>' : field,
  };
}

/** The field must have a value. */
export function required(field: string, detail = ''): FieldCause {
  return cause('FieldValueRequired', field, 'Required value', detail);
}

/** The value is malformed or out of bounds. */
export function invalid(
  field: string,
  value: unknown,
  detail: string,
): FieldCause {
  return cause(
    'FieldValueInvalid',
    field,
    `Invalid value: ${shown(value)}`,
    detail,
  );
}

/** The value is of another type than the field. */
export function typeInvalid(
  field: string,
  value: unknown,
  detail: string,
): FieldCause {
  return { ...invalid(field, value, detail), reason: 'FieldValueTypeInvalid' };
}

/** The value is none of the allowed ones. */
export function notSupported(
  field: string,
  value: unknown,
  supported: unknown[],
): FieldCause {
  const listed = supported.map(item =>
    JSON.stringify(typeof item === 'string' ? item : goJson(item)),
  );
  return cause(
    'FieldValueNotSupported',
    field,
    `Unsupported value: ${shown(value)}`,
    listed.length === 0 ? '' : `supported values: ${listed.join(', ')}`,
  );
}

/** The value is allowed in general, but not here. */
export function forbidden(field: string, detail: string): FieldCause {
  return cause('FieldValueForbidden', field, 'Forbidden', detail);
}

/** The value is there twice where it must be unique. */
export function duplicate(field: string, value: unknown): FieldCause {
  return cause(
    'FieldValueDuplicate',
    field,
    `Duplicate value: ${shown(value)}`,
    '',
  );
}

/** The text is longer than `max`, which Kubernetes words as bytes. */
export function tooLong(field: string, max: number): FieldCause {
  return cause(
    'FieldValueTooLong',
    field,
    'Too long',
    `may not be more than ${max} ${max === 1 ? 'byte' : 'bytes'}`,
  );
}

/** The list or map has more than `max` entries. */
export function tooMany(
  field: string,
  actual: number,
  max: number,
): FieldCause {
  return cause(
    'FieldValueTooMany',
    field,
    `Too many: ${actual}`,
    `must have at most ${max} ${max === 1 ? 'item' : 'items'}`,
  );
}
