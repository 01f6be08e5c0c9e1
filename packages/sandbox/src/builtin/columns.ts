import { KubernetesObject } from '@mini-atlas/kro';
import { ageOf } from './duration';
import { objectAt, objectsAt, stringAt, stringsAt, valueAt } from './fields';
import { TableColumn } from './kindRules';

/** The name; the first column of most kinds. */
export const NAME_COLUMN: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  cell: object => object.metadata.name,
};

const CREATED =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata';

/** How old an object is; the last column of most kinds. */
export const AGE_COLUMN: TableColumn = {
  name: 'Age',
  type: 'string',
  description: CREATED,
  cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

/** When an object was created, for kinds that show the time itself. */
export const CREATED_COLUMN: TableColumn = {
  name: 'Created At',
  type: 'date',
  description: CREATED,
  cell: object => object.metadata.creationTimestamp,
};

/** A column that shows what stands at a path of fields, and says what the kind's schema says of that field. */
export function fieldColumn(
  name: string,
  type: TableColumn['type'],
  path: string,
  missing: unknown = '',
): TableColumn {
  return {
    name,
    type,
    description: '',
    describedBy: path,
    cell: object => valueAt(object, ...path.split('.')) ?? missing,
  };
}

/** The columns of the pod template at a path of fields; with priority 1 `-o wide` adds them. */
export function templateColumns(
  priority: number,
  ...path: string[]
): TableColumn[] {
  return [
    {
      name: 'Containers',
      type: 'string',
      priority,
      description: 'Names of each container in the template.',
      cell: object => templateContainers(object, path, 'name'),
    },
    {
      name: 'Images',
      type: 'string',
      priority,
      description: 'Images referenced by each container in the template.',
      cell: object => templateContainers(object, path, 'image'),
    },
  ];
}

/** The columns of a workload's template; shown with `-o wide`. */
export const TEMPLATE_COLUMNS = templateColumns(1, 'spec', 'template');

/** The label selector of a workload; shown with `-o wide`. */
export const SELECTOR_COLUMN: TableColumn = {
  name: 'Selector',
  type: 'string',
  priority: 1,
  description: '',
  describedBy: 'spec.selector',
  cell: object => selectorText(objectAt(object, 'spec', 'selector')),
};

function templateContainers(
  object: KubernetesObject,
  path: string[],
  field: string,
): string {
  return objectsAt(object, ...path, 'spec', 'containers')
    .map(container => stringAt(container, field) ?? '')
    .join(',');
}

const OPERATORS: Record<string, (key: string, values: string) => string> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: key => key,
  DoesNotExist: key => `!${key}`,
};

/** A `LabelSelector` as the selector language writes it; `<none>` where it selects everything. */
export function selectorText(selector: unknown): string {
  const labels = labelText(objectAt(selector, 'matchLabels'));
  const expressions = objectsAt(selector, 'matchExpressions').map(expression =>
    OPERATORS[stringAt(expression, 'operator') ?? 'Exists']?.(
      stringAt(expression, 'key') ?? '',
      stringsAt(expression, 'values').sort().join(','),
    ),
  );
  return [labels, ...expressions].filter(Boolean).join(',') || '<none>';
}

/** A map of labels as `a=b,c=d`, sorted; empty where there are none. */
export function labelText(labels: Record<string, unknown> | undefined): string {
  return Object.entries(labels ?? {})
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(',');
}
