import { JsonObject } from '@mini-atlas/kro';
import { StatusCause } from '../../apiserver/status';
import { invalidValue, requiredValue, unsupportedValue } from '../causes';
import { valueAt } from '../fields';

const LAST_PORT = 65_535;
const LAST_INT32 = 2 ** 31 - 1;
const NOT_NEGATIVE = 'must be greater than or equal to 0';
const PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** What is wrong with the numbers in some fields of an object: none may be negative. */
export function negativeFaults(
  object: JsonObject | undefined,
  path: string,
  ...fields: string[]
): StatusCause[] {
  return fields.flatMap(field => {
    const value = valueAt(object, field);
    return typeof value === 'number' && value < 0
      ? [invalidValue(`${path}.${field}`, value, NOT_NEGATIVE)]
      : [];
  });
}

/** What is wrong with a port number; nothing when it is missing. */
export function portFault(number: unknown, field: string): StatusCause[] {
  return number === undefined ? [] : rangeFault(number, field, 1, LAST_PORT);
}

/** What is wrong with a number that must lie between two, both inclusive; the second is the last of 32 bits unless said. */
export function rangeFault(
  number: unknown,
  field: string,
  least: number,
  most = LAST_INT32,
): StatusCause[] {
  return typeof number === 'number' && number >= least && number <= most
    ? []
    : [
        invalidValue(
          field,
          number,
          `must be between ${least} and ${most}, inclusive`,
        ),
      ];
}

/** What is wrong with a port that has a number or a name. */
export function portOrNameFaults(value: unknown, field: string): StatusCause[] {
  if (typeof value !== 'string') return portFault(value ?? 0, field);
  return portNameFaults(value).map(why => invalidValue(field, value, why));
}

/** What is wrong with the name of a port. */
export function portNameFaults(name: string): string[] {
  return [
    ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
    ...(/^[-a-z0-9]+$/.test(name)
      ? []
      : [
          'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        ]),
    ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
    ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(name && (name.startsWith('-') || name.endsWith('-'))
      ? ['must not begin or end with a hyphen']
      : []),
  ];
}

/** What is wrong with a number or a percentage that must not be negative. */
export function intOrPercentFaults(
  value: unknown,
  field: string,
): StatusCause[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number') {
    return value < 0 ? [invalidValue(field, value, NOT_NEGATIVE)] : [];
  }
  return /^[0-9]+%$/.test(String(value))
    ? []
    : [invalidValue(field, value, PERCENT)];
}

/** What is wrong with a percentage that is more than all; nothing where it is none. */
export function overAllFaults(value: unknown, field: string): StatusCause[] {
  const [, percent] = /^([0-9]+)%$/.exec(String(value)) ?? [];
  return percent !== undefined && Number(percent) > 100
    ? [invalidValue(field, value, 'must not be greater than 100%')]
    : [];
}

/** Is this no number, or no percentage, at all? */
export function isZero(value: unknown): boolean {
  return typeof value === 'number'
    ? value === 0
    : /^0+%$/.test(String(value ?? ''));
}

/** What is wrong with a word that must be one of some; nothing when it is missing, unless it is required. */
export function choiceFault(
  value: unknown,
  field: string,
  allowed: string[],
  { required = false }: { required?: boolean } = {},
): StatusCause[] {
  if (value === undefined || value === null || value === '') {
    return required ? [requiredValue(field)] : [];
  }
  return allowed.includes(String(value))
    ? []
    : [unsupportedValue(field, value, allowed)];
}
