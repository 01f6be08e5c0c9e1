import { JsonObject, KubernetesObject, Quantity } from '@mini-atlas/kro';
import { qualifiedNameFaults } from '../../apiserver/objectNames';
import { StatusCause } from '../../apiserver/status';
import {
  duplicateValue,
  forbiddenField,
  invalidValue,
  requiredValue,
} from '../causes';
import { objectAt, objectsAt, stringAt, stringsAt } from '../fields';
import {
  amountFaults,
  canonical,
  containerResourceNameFaults,
  quotaResourceNameFaults,
  resourceNameFaults,
} from './resources';

const SCOPES = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];
const CONFLICTING = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];
const COMPUTE_SCOPED = [
  'pods',
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
];

/** What is wrong with a ResourceQuota, after `ValidateResourceQuotaSpec`. */
export function quotaFaults(object: KubernetesObject): StatusCause[] {
  const hard = objectAt(object, 'spec', 'hard') ?? {};
  return [
    ...Object.entries(hard).flatMap(([name, amount]) => {
      const field = `spec.hard[${name}]`;
      return [
        ...quotaResourceNameFaults(name).map(why =>
          invalidValue(field, name, why),
        ),
        ...amountFaults(name, amount, field),
      ];
    }),
    ...scopeFaults(
      stringsAt(object, 'spec', 'scopes'),
      Object.keys(hard).sort(),
    ),
  ];
}

function scopeFaults(scopes: string[], resources: string[]): StatusCause[] {
  const because = (why: string) => invalidValue('spec.scopes', scopes, why);
  return [
    ...scopes.flatMap(scope => [
      ...(SCOPES.includes(scope) ? [] : [because('unsupported scope')]),
      ...resources
        .filter(resource => !fitsScope(scope, resource))
        .map(() => because('unsupported scope applied to resource')),
    ]),
    ...CONFLICTING.filter(pair =>
      pair.every(scope => scopes.includes(scope)),
    ).map(() => because('conflicting scopes')),
  ];
}

function fitsScope(scope: string, resource: string): boolean {
  if (quotaResourceNameFaults(resource).length > 0) return true;
  switch (scope) {
    case 'Terminating':
    case 'NotTerminating':
    case 'NotBestEffort':
    case 'PriorityClass':
    case 'CrossNamespacePodAffinity':
      return COMPUTE_SCOPED.includes(resource);
    case 'BestEffort':
      return resource === 'pods';
    default:
      return true;
  }
}

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

/** What is wrong with a LimitRange, after `ValidateLimitRange`. */
export function limitRangeFaults(object: KubernetesObject): StatusCause[] {
  const types: string[] = [];
  return objectsAt(object, 'spec', 'limits').flatMap((limit, index) => {
    const path = `spec.limits[${index}]`;
    const type = stringAt(limit, 'type') ?? '';
    const isTaken = types.includes(type);
    types.push(type);
    return [
      ...typeFaults(type, `${path}.type`),
      ...(isTaken ? [duplicateValue(`${path}.type`, type)] : []),
      ...limitNameFaults(limit, type, path, ['max', 'min']),
      ...(type === 'Pod'
        ? podLimitFaults(limit, path)
        : limitNameFaults(limit, type, path, ['default', 'defaultRequest'])),
      ...(type === 'PersistentVolumeClaim' ? claimFaults(limit, path) : []),
      ...limitNameFaults(limit, type, path, ['maxLimitRequestRatio']),
      ...boundsFaults(limit, path, type),
    ];
  });
}

function typeFaults(type: string, field: string): StatusCause[] {
  const faults = qualifiedNameFaults(type);
  if (faults.length > 0) {
    return faults.map(why => invalidValue(field, type, why));
  }
  return type.includes('/') || TYPES.includes(type)
    ? []
    : [
        invalidValue(
          field,
          type,
          'must be a standard limit type or fully qualified',
        ),
      ];
}

function limitNameFaults(
  limit: JsonObject,
  type: string,
  path: string,
  fields: string[],
): StatusCause[] {
  const faultsOf =
    type === 'Pod' || type === 'Container'
      ? containerResourceNameFaults
      : resourceNameFaults;
  return fields.flatMap(field =>
    Object.keys(objectAt(limit, field) ?? {}).flatMap(name =>
      faultsOf(name).map(why =>
        invalidValue(`${path}.${field}[${name}]`, name, why),
      ),
    ),
  );
}

function podLimitFaults(limit: JsonObject, path: string): StatusCause[] {
  return ['default', 'defaultRequest']
    .filter(field => Object.keys(objectAt(limit, field) ?? {}).length > 0)
    .map(field =>
      forbiddenField(
        `${path}.${field}`,
        "may not be specified when `type` is 'Pod'",
      ),
    );
}

function claimFaults(limit: JsonObject, path: string): StatusCause[] {
  return objectAt(limit, 'min')?.storage || objectAt(limit, 'max')?.storage
    ? []
    : [
        requiredValue(
          `${path}.limits`,
          'either minimum or maximum storage value is required, but neither was provided',
        ),
      ];
}

/** Each pair of bounds that must be in order: the lesser, the greater, where it is said, what is shown, and why. */
const ORDERED: [string, string, string, string, string][] = [
  ['min', 'max', 'min', 'min', 'min value % is greater than max value %'],
  [
    'min',
    'defaultRequest',
    'defaultRequest',
    'defaultRequest',
    'min value % is greater than default request value %',
  ],
  [
    'defaultRequest',
    'max',
    'defaultRequest',
    'defaultRequest',
    'default request value % is greater than max value %',
  ],
  [
    'defaultRequest',
    'default',
    'defaultRequest',
    'defaultRequest',
    'default request value % is greater than default limit value %',
  ],
  [
    'min',
    'default',
    'default',
    'min',
    'min value % is greater than default value %',
  ],
  [
    'default',
    'max',
    'default',
    'max',
    'default value % is greater than max value %',
  ],
];

function boundsFaults(
  limit: JsonObject,
  path: string,
  type: string,
): StatusCause[] {
  const fields = [
    'max',
    'min',
    ...(type === 'Pod' ? [] : ['default', 'defaultRequest']),
    'maxLimitRequestRatio',
  ];
  const names = new Set(
    fields.flatMap(field => Object.keys(objectAt(limit, field) ?? {})),
  );
  return [...names].flatMap(name => {
    const amount = (field: string) =>
      fields.includes(field) ? objectAt(limit, field)?.[name] : undefined;
    return [
      ...ORDERED.flatMap(([less, more, where, shown, why]) =>
        isGreater(amount(less), amount(more))
          ? [
              invalidValue(
                `${path}.${where}[${name}]`,
                canonical(amount(shown)),
                why
                  .replace('%', canonical(amount(less)))
                  .replace('%', canonical(amount(more))),
              ),
            ]
          : [],
      ),
      ...ratioFaults(amount, `${path}.maxLimitRequestRatio[${name}]`),
    ];
  });
}

function isGreater(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return false;
  const [first, second] = [
    Quantity.parse(String(a)),
    Quantity.parse(String(b)),
  ];
  return Boolean(first && second && first.nano > second.nano);
}

function ratioFaults(
  amount: (field: string) => unknown,
  field: string,
): StatusCause[] {
  const ratio = amount('maxLimitRequestRatio');
  if (ratio === undefined) return [];
  const most = numberOf(amount('max')) / numberOf(amount('min'));
  return [
    ...(isGreater('1', ratio)
      ? [
          invalidValue(
            field,
            canonical(ratio),
            `ratio ${canonical(ratio)} is less than 1`,
          ),
        ]
      : []),
    ...(numberOf(ratio) > most
      ? [
          invalidValue(
            field,
            canonical(ratio),
            `ratio ${canonical(ratio)} is greater than max/min = ${most.toFixed(
              6,
            )}`,
          ),
        ]
      : []),
  ];
}

/** An amount as a number; NaN where there is none. */
function numberOf(amount: unknown): number {
  return amount === undefined
    ? NaN
    : Quantity.parse(String(amount))?.float ?? NaN;
}
