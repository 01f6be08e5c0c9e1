import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { nameFault } from '../apiserver/objectNames';
import { StatusCause } from '../apiserver/status';
import { AGE_COLUMN, CREATED_COLUMN, NAME_COLUMN } from './columns';
import {
  asInternal,
  invalidValue,
  requiredValue,
  unsupportedValue,
} from './causes';
import {
  isObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
  stringsAt,
  valueAt,
} from './fields';
import { KindRules, TableColumn } from './kindRules';
import { namedFaults } from './validation/names';
import { selectorFaults } from './validation/selectors';

const GROUP = 'rbac.authorization.k8s.io';

/** Roles and ClusterRoles: every rule has verbs and says what for. */
export const role: KindRules = {
  name: 'pathSegment',
  setDefaults(draft) {
    setDefault(draft, 'rules', []);
  },
  validate: roleCauses,
  columns: [NAME_COLUMN, CREATED_COLUMN],
};

/** RoleBindings and ClusterRoleBindings: the role they name cannot change. */
export const roleBinding: KindRules = bindingRules(
  'roleBinding',
  'RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.',
);

/** ClusterRoleBindings: the same for the whole cluster. */
export const clusterRoleBinding: KindRules = bindingRules(
  'clusterRoleBinding',
  'RoleRef can only reference a ClusterRole in the global namespace. If the RoleRef cannot be resolved, the Authorizer must return an error.',
);

function bindingRules(called: string, roleDescription: string): KindRules {
  return {
    name: 'pathSegment',
    setDefaults(draft) {
      setDefault(objectAt(draft, 'roleRef'), 'apiGroup', GROUP);
      for (const subject of objectsAt(draft, 'subjects')) {
        const isAccount = subject.kind === 'ServiceAccount';
        if (!isAccount) setDefault(subject, 'apiGroup', GROUP);
      }
    },
    validate: (object, before) => [
      ...roleRefCauses(object),
      ...objectsAt(object, 'subjects').flatMap((subject, index) =>
        subjectCauses(
          subject,
          `subjects[${index}]`,
          object.kind === 'RoleBinding',
        ),
      ),
      ...(before && !sameRole(object, before)
        ? [
            invalidValue(
              'roleRef',
              asInternal(objectAt(object, 'roleRef') ?? {}, {
                APIGroup: '',
                Kind: '',
                Name: '',
              }),
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
        description: roleDescription,
        cell: object =>
          `${stringAt(object, 'roleRef', 'kind')}/${stringAt(
            object,
            'roleRef',
            'name',
          )}`,
      },
      AGE_COLUMN,
      subjectColumn('Users', 'User', `Users in the ${called}`),
      subjectColumn('Groups', 'Group', `Groups in the ${called}`),
      subjectColumn(
        'ServiceAccounts',
        'ServiceAccount',
        `ServiceAccounts in the ${called}`,
      ),
    ],
  };
}

function subjectColumn(
  name: string,
  kind: string,
  description: string,
): TableColumn {
  return {
    name,
    type: 'string',
    priority: 1,
    description,
    cell: object => subjectNames(object, kind),
  };
}

function roleCauses(object: KubernetesObject): StatusCause[] {
  const aggregation = objectAt(object, 'aggregationRule');
  const selectors = objectsAt(aggregation, 'clusterRoleSelectors');
  const path = 'aggregationRule.clusterRoleSelectors';
  return [
    ...objectsAt(object, 'rules').flatMap((rule, index) =>
      ruleCauses(rule, `rules[${index}]`, object.kind === 'Role'),
    ),
    ...(aggregation && selectors.length === 0
      ? [
          requiredValue(
            path,
            'at least one clusterRoleSelector required if aggregationRule is non-nil',
          ),
        ]
      : []),
    ...selectors.flatMap((selector, index) =>
      selectorFaults(selector, `${path}[${index}]`),
    ),
  ];
}

function ruleCauses(
  rule: JsonObject,
  path: string,
  isNamespaced: boolean,
): StatusCause[] {
  const has = (field: string) => stringsAt(rule, field).length > 0;
  const required = (field: string, why: string) =>
    has(field) ? [] : [requiredValue(`${path}.${field}`, why)];
  return [
    ...required('verbs', 'verbs must contain at least one value'),
    ...(has('nonResourceURLs')
      ? urlCauses(rule, `${path}.nonResourceURLs`, isNamespaced)
      : [
          ...required(
            'apiGroups',
            'resource rules must supply at least one api group',
          ),
          ...required(
            'resources',
            'resource rules must supply at least one resource',
          ),
        ]),
  ];
}

function urlCauses(
  rule: JsonObject,
  field: string,
  isNamespaced: boolean,
): StatusCause[] {
  const urls = stringsAt(rule, 'nonResourceURLs');
  const isMixed = ['apiGroups', 'resources', 'resourceNames'].some(
    each => stringsAt(rule, each).length > 0,
  );
  return [
    ...(isNamespaced
      ? [
          invalidValue(
            field,
            urls,
            'namespaced rules cannot apply to non-resource URLs',
          ),
        ]
      : []),
    ...(isMixed
      ? [
          invalidValue(
            field,
            urls,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        ]
      : []),
  ];
}

function roleRefCauses(object: KubernetesObject): StatusCause[] {
  const name = stringAt(object, 'roleRef', 'name') ?? '';
  const why = nameFault(name, 'pathSegment');
  const kinds =
    object.kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  return [
    ...oneOf(stringAt(object, 'roleRef', 'apiGroup'), 'roleRef.apiGroup', [
      GROUP,
    ]),
    ...oneOf(stringAt(object, 'roleRef', 'kind'), 'roleRef.kind', kinds),
    ...(name ? [] : [requiredValue('roleRef.name')]),
    ...(why ? [invalidValue('roleRef.name', name, why)] : []),
  ];
}

/** A word that must be one of some, and is one that is not allowed when it is missing. */
function oneOf(
  value: string | undefined,
  field: string,
  allowed: string[],
): StatusCause[] {
  return allowed.includes(value ?? '')
    ? []
    : [unsupportedValue(field, value ?? '', allowed)];
}

function subjectCauses(
  subject: JsonObject,
  path: string,
  isNamespaced: boolean,
): StatusCause[] {
  const name = stringAt(subject, 'name') ?? '';
  const group = stringAt(subject, 'apiGroup') ?? '';
  const unnamed = name ? [] : [requiredValue(`${path}.name`)];
  switch (stringAt(subject, 'kind')) {
    case 'ServiceAccount':
      return [
        ...unnamed,
        ...namedFaults(name, `${path}.name`, 'dnsSubdomain'),
        ...oneOf(group, `${path}.apiGroup`, ['']),
        ...(isNamespaced || stringAt(subject, 'namespace')
          ? []
          : [requiredValue(`${path}.namespace`)]),
      ];
    case 'User':
    case 'Group':
      return [...unnamed, ...oneOf(group, `${path}.apiGroup`, [GROUP])];
    default:
      return [
        ...unnamed,
        ...oneOf(stringAt(subject, 'kind'), `${path}.kind`, [
          'ServiceAccount',
          'User',
          'Group',
        ]),
      ];
  }
}

/** The subjects of one kind of a binding, as a table shows them. */
function subjectNames(object: KubernetesObject, kind: string): string {
  return objectsAt(object, 'subjects')
    .filter(subject => subject.kind === kind)
    .map(({ name, namespace }) =>
      kind === 'ServiceAccount' ? `${namespace}/${name}` : name,
    )
    .join(', ');
}

function sameRole(object: unknown, before: unknown): boolean {
  const reference = (binding: unknown) => {
    const roleRef = valueAt(binding, 'roleRef');
    return isObject(roleRef) ? `${roleRef.kind}/${roleRef.name}` : '';
  };
  return reference(object) === reference(before);
}
