import { JsonObject, Quantity } from '@mini-atlas/kro';
import { qualifiedNameFaults } from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import { invalidValue, requiredValue } from '../causes';
import { objectAt } from '../fields';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const isHugePages = (name: string) => name.startsWith('hugepages-');

/** Counted objects, of which there are no halves. */
const COUNTED = [
  'pods',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];

const QUOTA = [
  ...COMPUTE,
  ...COUNTED,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
];

const STANDARD = [...QUOTA, 'storage'];

const isPlain = (name: string) => !name.includes('/');
const isExtended = (name: string) =>
  !isPlain(name) && !name.includes('kubernetes.io/');

/** What is wrong with the name of a resource. */
export function resourceNameFaults(name: string): string[] {
  const faults = qualifiedNameFaults(name);
  if (faults.length > 0) return faults;
  return isPlain(name) &&
    !STANDARD.includes(name) &&
    !isHugePages(name.replace(/^requests\./, ''))
    ? ['must be a standard resource type or fully qualified']
    : [];
}

/** What is wrong with the name of a resource that a container asks for. */
export function containerResourceNameFaults(name: string): string[] {
  const faults = resourceNameFaults(name);
  return isPlain(name) && !COMPUTE.includes(name) && !isHugePages(name)
    ? [...faults, 'must be a standard resource for containers']
    : faults;
}

/** What is wrong with the name of a resource that a quota limits. */
export function quotaResourceNameFaults(name: string): string[] {
  const faults = resourceNameFaults(name);
  const isKnown =
    QUOTA.includes(name) || isHugePages(name.replace(/^requests\./, ''));
  return isPlain(name) && !isKnown
    ? [...faults, 'must be a standard resource for quota']
    : faults;
}

/** What is wrong with the amount of a resource. */
export function amountFaults(
  resource: string,
  amount: unknown,
  field: string,
): StatusCause[] {
  const quantity = Quantity.parse(String(amount));
  const shown = canonical(amount);
  return [
    ...(quantity && quantity.nano < 0n
      ? [invalidValue(field, shown, 'must be greater than or equal to 0')]
      : []),
    ...(quantity && !quantity.isInteger && isCounted(resource)
      ? [invalidValue(field, shown, 'must be an integer')]
      : []),
  ];
}

function isCounted(resource: string): boolean {
  return COUNTED.includes(resource) || isExtended(resource);
}

/** An amount as Kubernetes writes it: `1.5` is `1500m`. */
export function canonical(amount: unknown): string {
  const text = String(amount);
  const [, whole, fraction] = /^([+-]?\d*)\.(\d{1,3})$/.exec(text) ?? [];
  if (fraction === undefined || /^0*$/.test(fraction)) {
    return text.replace(/^\+/, '').replace(/\.0*$/, '');
  }
  const milli = Number(`${whole}${fraction.padEnd(3, '0')}`);
  return `${milli}m`;
}

/** What is wrong with what a container asks for and may use. */
export function resourceFaults(
  resources: JsonObject | undefined,
  path: string,
): StatusCause[] {
  const limits = objectAt(resources, 'limits') ?? {};
  const requests = objectAt(resources, 'requests') ?? {};
  return [
    ...Object.entries(limits).flatMap(([name, amount]) =>
      entryFaults(name, amount, `${path}.limits[${name}]`),
    ),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...entryFaults(name, amount, `${path}.requests[${name}]`),
      ...limitFaults(name, amount, limits[name], `${path}.requests`),
    ]),
    ...hugePagesFaults(limits, requests, path),
  ];
}

function entryFaults(
  name: string,
  amount: unknown,
  field: string,
): StatusCause[] {
  return [
    ...containerResourceNameFaults(name).map(why =>
      invalidValue(field, name, why),
    ),
    ...amountFaults(name, amount, field),
  ];
}

function limitFaults(
  name: string,
  request: unknown,
  limit: unknown,
  field: string,
): StatusCause[] {
  const asked = Quantity.parse(String(request));
  if (limit === undefined) {
    return isExtended(name) || isHugePages(name)
      ? [
          requiredValue(
            field.replace(/requests$/, 'limits'),
            'Limit must be set for non overcommitable resources',
          ),
        ]
      : [];
  }
  const most = Quantity.parse(String(limit));
  if (!asked || !most) return [];
  if (asked.nano !== most.nano && (isExtended(name) || isHugePages(name))) {
    return [
      invalidValue(
        field,
        canonical(request),
        `must be equal to ${name} limit of ${canonical(limit)}`,
      ),
    ];
  }
  return asked.nano > most.nano
    ? [
        invalidValue(
          field,
          canonical(request),
          `must be less than or equal to ${name} limit of ${canonical(limit)}`,
        ),
      ]
    : [];
}

function hugePagesFaults(
  limits: JsonObject,
  requests: JsonObject,
  path: string,
): StatusCause[] {
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const needsCompute =
    names.some(isHugePages) &&
    !names.some(name => name === 'cpu' || name === 'memory');
  return needsCompute
    ? [
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: HugePages require cpu or memory',
          field: path,
        },
      ]
    : [];
}
