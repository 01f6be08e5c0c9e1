import { KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, CREATED_COLUMN, NAME_COLUMN } from './columns';
import { objectAt, objectsAt } from './fields';
import { KindRules } from './kindRules';
import { limitRangeFaults, quotaFaults } from './validation/limits';

/** ResourceQuotas; admission enforces them. */
export const resourceQuota: KindRules = {
  returnsDeleted: true,
  prepareCreate(draft) {
    draft.status = {};
  },
  validate: quotaFaults,
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
  validate: limitRangeFaults,
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

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
