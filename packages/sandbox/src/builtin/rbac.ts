import { StatusCause } from '../apiserver/status';
import { AGE_COLUMN, CREATED_COLUMN, NAME_COLUMN } from './columns';
import { invalidValue, requiredValue, unsupportedValue } from './causes';
import {
  isObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  valueAt,
} from './fields';
import { KindRules } from './kindRules';

const GROUP = 'rbac.authorization.k8s.io';

/** Roles and ClusterRoles: every rule has verbs and says what for. */
export const role: KindRules = {
  name: 'pathSegment',
  setDefaults(draft) {
    setDefault(draft, 'rules', []);
  },
  validate: object => objectsAt(object, 'rules').flatMap(ruleCauses),
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

/** RoleBindings and ClusterRoleBindings: the role they name cannot change. */
export const roleBinding: KindRules = {
  name: 'pathSegment',
  setDefaults(draft) {
    setDefault(objectAt(draft, 'roleRef'), 'apiGroup', GROUP);
    for (const subject of objectsAt(draft, 'subjects')) {
      const isAccount = subject.kind === 'ServiceAccount';
      setDefault(subject, 'apiGroup', isAccount ? '' : GROUP);
      if (isAccount) delete subject.apiGroup;
    }
  },
  validate: (object, before) => [
    ...roleRefCauses(object),
    ...objectsAt(object, 'subjects').flatMap(subjectCauses),
    ...(before && !sameRole(object, before)
      ? [
          invalidValue(
            'roleRef',
            valueAt(object, 'roleRef'),
            'cannot change roleRef',
          ),
        ]
      : []),
  ],
  columns: [
    NAME_COLUMN,
    {
      name: 'Role',
      type: 'string',
      description:
        'RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace.',
      cell: object =>
        `${stringAt(object, 'roleRef', 'kind')}/${stringAt(
          object,
          'roleRef',
          'name',
        )}`,
    },
    AGE_COLUMN,
  ],
};

function ruleCauses(rule: unknown, index: number): StatusCause[] {
  const path = `rules[${index}]`;
  const has = (field: string) => {
    const value = valueAt(rule, field);
    return Array.isArray(value) && value.length > 0;
  };
  if (!has('verbs')) {
    return [
      requiredValue(`${path}.verbs`, 'verbs must contain at least one value'),
    ];
  }
  if (has('nonResourceURLs')) return [];
  return [
    ...(has('apiGroups')
      ? []
      : [
          requiredValue(
            `${path}.apiGroups`,
            'resource rules must supply at least one api group',
          ),
        ]),
    ...(has('resources')
      ? []
      : [
          requiredValue(
            `${path}.resources`,
            'resource rules must supply at least one resource',
          ),
        ]),
  ];
}

function roleRefCauses(object: unknown): StatusCause[] {
  const kind = stringAt(object, 'roleRef', 'kind') ?? '';
  return [
    ...(['Role', 'ClusterRole'].includes(kind)
      ? []
      : [unsupportedValue('roleRef.kind', kind, ['Role', 'ClusterRole'])]),
    ...(stringAt(object, 'roleRef', 'name')
      ? []
      : [requiredValue('roleRef.name')]),
  ];
}

function subjectCauses(subject: unknown, index: number): StatusCause[] {
  const path = `subjects[${index}]`;
  const kind = stringAt(subject, 'kind') ?? '';
  const kinds = ['ServiceAccount', 'User', 'Group'];
  return [
    ...(stringAt(subject, 'name') ? [] : [requiredValue(`${path}.name`)]),
    ...(kinds.includes(kind)
      ? []
      : [unsupportedValue(`${path}.kind`, kind, kinds)]),
    ...(kind === 'ServiceAccount' && !stringAt(subject, 'namespace')
      ? [requiredValue(`${path}.namespace`)]
      : []),
  ];
}

function sameRole(object: unknown, before: unknown): boolean {
  const reference = (binding: unknown) => {
    const roleRef = valueAt(binding, 'roleRef');
    return isObject(roleRef) ? `${roleRef.kind}/${roleRef.name}` : '';
  };
  return reference(object) === reference(before);
}
