import { FieldCause, invalid } from './fieldCause';
import { isRecord } from './keywords';
import { labelErrors } from './names';

/** A part of a CRD as it was sent, which may be anything. */
export type Fields = Record<string, unknown>;

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** A field's text; empty where there is none. */
export function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === 'string' ? value : '';
}

/** What is wrong with a text that must be a label; a kind may have capitals. */
export function validateLabel(
  field: string,
  text: string,
  mixedCase: boolean,
): FieldCause[] {
  const errors = labelErrors(mixedCase ? text.toLowerCase() : text).join(',');
  const words = mixedCase
    ? `may have mixed case, but should otherwise match: ${errors}`
    : errors;
  return errors === '' ? [] : [invalid(field, text, words)];
}
