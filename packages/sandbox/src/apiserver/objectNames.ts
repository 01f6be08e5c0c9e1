import { NameRule } from '../builtin/kindRules';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';

const matches = (pattern: string, value: string) =>
  new RegExp(`^(?:${pattern})$`).test(value);

const tooLong = (limit: number) => `must be no more than ${limit} characters`;

function subdomainFault(value: string): string | undefined {
  if (value.length > 253) return tooLong(253);
  return matches(SUBDOMAIN, value)
    ? undefined
    : `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
}

function labelFault(value: string): string | undefined {
  if (value.length > 63) return tooLong(63);
  if (value.includes('.') && matches(SUBDOMAIN, value)) {
    return 'must not contain dots';
  }
  return matches(LABEL, value)
    ? undefined
    : `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
}

function label1035Fault(value: string): string | undefined {
  if (value.length > 63) return tooLong(63);
  return matches(LABEL_1035, value)
    ? undefined
    : `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`;
}

function pathSegmentFault(value: string): string | undefined {
  if (value === '.' || value === '..') return `may not be '${value}'`;
  const illegal = ['/', '%'].find(character => value.includes(character));
  return illegal ? `may not contain '${illegal}'` : undefined;
}

const FAULTS: Record<NameRule, (value: string) => string | undefined> = {
  dnsSubdomain: subdomainFault,
  dnsLabel: labelFault,
  dns1035Label: label1035Fault,
  pathSegment: pathSegmentFault,
};

/** What is wrong with a name under a rule, in Kubernetes' words; `undefined` when nothing is. */
export function nameFault(value: string, rule: NameRule): string | undefined {
  return FAULTS[rule](value);
}

/** What is wrong with a qualified name (label key, annotation key, finalizer); an empty name has two faults. */
export function qualifiedNameFaults(value: string): string[] {
  const parts = value.split('/');
  if (parts.length > 2) {
    return [
      `a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1];
  const faults: string[] = [];
  if (parts.length === 2) {
    const fault =
      parts[0] === '' ? 'must be non-empty' : subdomainFault(parts[0]);
    if (fault) faults.push(`prefix part ${fault}`);
  }
  if (name === '') faults.push('name part must be non-empty');
  if (name.length > 63) faults.push(`name part ${tooLong(63)}`);
  if (!matches(QUALIFIED, name)) {
    faults.push(
      `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`,
    );
  }
  return faults;
}

/** What is wrong with a label's value. */
export function labelValueFault(value: string): string | undefined {
  if (value.length > 63) return tooLong(63);
  return matches(LABEL_VALUE, value)
    ? undefined
    : `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${LABEL_VALUE}')`;
}
