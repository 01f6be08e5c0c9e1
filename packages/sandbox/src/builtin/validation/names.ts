import { nameFault } from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import { invalidValue, requiredValue } from '../causes';
import { NameRule } from '../kindRules';

/** What is wrong with a name under a rule; nothing when it is missing. */
export function namedFaults(
  name: string | undefined,
  field: string,
  rule: NameRule,
): StatusCause[] {
  const fault = name ? nameFault(name, rule) : undefined;
  return fault ? [invalidValue(field, name, fault)] : [];
}

/** What is wrong with a name that must be there. */
export function requiredNameFaults(
  name: string | undefined,
  field: string,
  rule: NameRule,
): StatusCause[] {
  return name ? namedFaults(name, field, rule) : [requiredValue(field)];
}

const KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** What is wrong with a key of a ConfigMap or a Secret. */
export function keyFaults(key: string): string[] {
  if (key.length > 253) return ['must be no more than 253 characters'];
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return [KEY];
  if (key === '.') return ["must not be '.'"];
  if (key === '..') return ["must not be '..'"];
  return key.startsWith('..') ? ["must not start with '..'"] : [];
}
