import { KubernetesObject } from '@mini-atlas/kro';
import { AGE_COLUMN, NAME_COLUMN } from '../builtin/columns';
import { ageOf } from '../builtin/duration';
import { objectAt, stringAt } from '../builtin/fields';
import { TableColumn } from '../builtin/kindRules';
import { bodyJson } from '../store/serialised';
import { readJsonPath } from './jsonPath';
import { PrinterColumn, ServedType } from './servedType';
import { schemaFor } from '../openapi';
import { schemaOf } from './typing';

/** What comes with each row. */
export type IncludedObject = 'None' | 'Metadata' | 'Object';

/** The JSON of a server-side table (`Table` of `meta.k8s.io/v1`) of objects of this version. */
export function tableJson(
  type: ServedType,
  objects: KubernetesObject[],
  metadata: Record<string, unknown>,
  include: IncludedObject,
  withColumns = true,
): string {
  const columns = columnsOf(type);
  const now = new Date();
  const definitions = columns.map(column => ({
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description: describe(type, column),
    priority: column.priority ?? 0,
  }));
  const rows = objects.map(object => {
    const cells = columns.map(column => column.cell(object, now) ?? null);
    return `{"cells":${JSON.stringify(cells)},"object":${rowObject(
      object,
      include,
    )}}`;
  });
  return `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(
    metadata,
  )},"columnDefinitions":${
    withColumns ? JSON.stringify(definitions) : 'null'
  },"rows":[${rows.join(',')}]}`;
}

/** The JSON of an object's metadata alone. */
export function partialMetadataJson({
  metadata,
}: Pick<KubernetesObject, 'metadata'>): string {
  return `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(
    metadata,
  )}}`;
}

function rowObject(object: KubernetesObject, include: IncludedObject): string {
  switch (include) {
    case 'None':
      return 'null';
    case 'Object':
      return `{"kind":${JSON.stringify(
        object.kind,
      )},"apiVersion":${JSON.stringify(object.apiVersion)},${bodyJson(
        object,
      ).slice(1)}`;
    default:
      return partialMetadataJson(object);
  }
}

function columnsOf(type: ServedType): TableColumn[] {
  return type.custom
    ? [NAME_COLUMN, ...type.custom.printerColumns.map(customColumn)]
    : type.rules.columns ?? [NAME_COLUMN, AGE_COLUMN];
}

/** A column that shows a field says what the kind's schema says of it. */
function describe(type: ServedType, column: TableColumn): string {
  if (!column.describedBy) return column.description;
  const schema = column.describedBy
    .split('.')
    .reduce<unknown>(
      (parent, field) => objectAt(parent, 'properties', field),
      type.rules.describedAs
        ? schemaFor(type.rules.describedAs)
        : schemaOf(type),
    );
  const description = stringAt(schema, 'description') ?? '';
  return description.split('\n\nPossible enum values:')[0];
}

function customColumn(column: PrinterColumn): TableColumn {
  const type = ['integer', 'number', 'boolean', 'date'].includes(column.type)
    ? (column.type as TableColumn['type'])
    : 'string';
  return {
    name: column.name,
    type,
    format: column.format,
    description: column.description ?? '',
    priority: column.priority,
    cell: (object, now) =>
      customCell(type, readJsonPath(object, column.jsonPath), now),
  };
}

function customCell(
  type: TableColumn['type'],
  value: unknown,
  now: Date,
): unknown {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'date':
      return typeof value === 'string' ? dateCell(value, now) : null;
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

function dateCell(time: string, now: Date): string {
  return time && Number.isNaN(Date.parse(time))
    ? '<invalid>'
    : ageOf(time, now);
}
