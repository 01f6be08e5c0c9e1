import { InvalidFieldError } from './invalidFieldError';
import { shownValue } from './shownValue';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const ENTITY_REF =
  /^[a-z][a-z0-9]*:[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\/[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/i;

/** The pattern of a DNS label, as a JSON Schema takes it. */
export const DNS_LABEL_PATTERN = DNS_LABEL.source;

/**
 * Checks a name or namespace: both become file names, labels and DNS names.
 *
 * @throws InvalidFieldError naming the field, the value and the rule.
 */
export function checkDnsLabel(
  field: 'name' | 'namespace',
  value: unknown,
): string {
  if (typeof value === 'string' && DNS_LABEL.test(value)) return value;
  throw new InvalidFieldError(
    field,
    `${field} is ${shownValue(
      value,
    )}: it must be 1 to 63 characters long, hold only a-z, 0-9 and -, and start and end with a letter or digit`,
  );
}

/**
 * Checks who answers for an order.
 *
 * @throws InvalidFieldError naming the field, the value and the rule.
 */
export function checkOwner(owner: unknown): string {
  if (typeof owner === 'string' && ENTITY_REF.test(owner)) return owner;
  throw new InvalidFieldError(
    'owner',
    `owner is ${shownValue(
      owner,
    )}: it must be an entity ref such as group:default/payments`,
  );
}
