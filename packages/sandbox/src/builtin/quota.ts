import { KubernetesObject } from '@mini-atlas/kro';
import { invalidValue, requiredValue } from './causes';
import { AGE_COLUMN, CREATED_COLUMN, NAME_COLUMN } from './columns';
import { objectAt, objectsAt, stringAt } from './fields';
import { KindRules } from './kindRules';
import { quantityFault } from './quantity';

/** ResourceQuotas; admission enforces them. */
export const resourceQuota: KindRules = {
  returnsDeleted: true,
  prepareCreate(draft) {
    draft.status = {};
  },
  validate: object =>
    quantityCauses('spec.hard', objectAt(object, 'spec', 'hard')),
  columns: [
    NAME_COLUMN,
    {
      name: 'Request',
      type: 'string',
      description:
        'Request represents a minimum amount of cpu/memory that a container may consume.',
      cell: object => usage(object, name => !name.startsWith('limits.')),
    },
    {
      name: 'Limit',
      type: 'string',
      description:
        'Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node.',
      cell: object => usage(object, name => name.startsWith('limits.')),
    },
    AGE_COLUMN,
  ],
};

/** LimitRanges: admission fills pods from them; defaults of a limit follow its maximum as in Kubernetes. */
export const limitRange: KindRules = {
  setDefaults(draft) {
    for (const limit of objectsAt(draft, 'spec', 'limits')) {
      if (limit.type !== 'Container') continue;
      const defaults = {
        ...objectAt(limit, 'max'),
        ...objectAt(limit, 'default'),
      };
      if (Object.keys(defaults).length > 0) limit.default = defaults;
      const requests = {
        ...defaults,
        ...objectAt(limit, 'min'),
        ...objectAt(limit, 'defaultRequest'),
      };
      const fromDefaults = { ...requests, ...objectAt(limit, 'default') };
      const defaultRequest = {
        ...(Object.keys(defaults).length > 0 ? fromDefaults : requests),
        ...objectAt(limit, 'defaultRequest'),
      };
      if (Object.keys(defaultRequest).length > 0) {
        limit.defaultRequest = defaultRequest;
      }
    }
  },
  validate: object =>
    objectsAt(object, 'spec', 'limits').flatMap((limit, index) => {
      const path = `spec.limits[${index}]`;
      return [
        ...(stringAt(limit, 'type') ? [] : [requiredValue(`${path}.type`)]),
        ...['max', 'min', 'default', 'defaultRequest'].flatMap(field =>
          quantityCauses(`${path}.${field}`, objectAt(limit, field)),
        ),
      ];
    }),
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

function quantityCauses(
  path: string,
  quantities: Record<string, unknown> | undefined,
) {
  return Object.entries(quantities ?? {}).flatMap(([resource, quantity]) => {
    const fault = quantityFault(quantity);
    return fault ? [invalidValue(`${path}[${resource}]`, quantity, fault)] : [];
  });
}

function usage(
  object: KubernetesObject,
  wanted: (resource: string) => boolean,
): string {
  const hard = objectAt(object, 'status', 'hard') ?? {};
  const used = objectAt(object, 'status', 'used') ?? {};
  return Object.keys(hard)
    .filter(wanted)
    .sort()
    .map(name => `${name}: ${used[name] ?? 0}/${hard[name]}`)
    .join(', ');
}
