import { OrderOptions } from './orderFromForm';

/** What a form says of one of its fields. */
export interface FormField {
  /** As the person filling it in knows it, e.g. `Team` or `Quota › CPU`. */
  title: string;
  /** What is allowed, in the form's words, to follow the title and the value: `must hold only a-z`. */
  rule?: string;
}

/** A form as JSON Schema; one step of a template. */
export type FormSchema = Record<string, unknown>;

const TITLES: Record<string, string> = { namespace: 'Workspace' };

/** Words that are written in capitals. */
const ABBREVIATIONS = new Set(
  'api cpu dns gpu html http https id ip json sql ssh ssl tcp tls ttl udp uri url yaml'.split(
    ' ',
  ),
);

/**
 * The form's field behind a field of the order (`name`, `spec.quota.cpu`, `spec.env[0].name`). A field of another step
 * of the form is called after the last part of its path.
 */
export function formFieldOf(
  field: string,
  form: FormSchema,
  options: Pick<OrderOptions, 'spec'>,
): FormField {
  const path = formPath(field, options);
  const schemas = formSchemasOf(field, form, options);
  const titles = schemas.flatMap(({ title }) =>
    typeof title === 'string' ? [title] : [],
  );
  const { pattern } = Object(schemas.at(-1)?.errorMessage);
  return {
    title: titles.length > 0 ? titles.join(' › ') : humanised(path),
    ...(typeof pattern === 'string' ? { rule: pattern } : {}),
  };
}

/**
 * The schemas of the form that lead to a field of the order, the field's own last; none when the form does not have it.
 * `spec.env[].name` leads over the list to its items' field.
 */
export function formSchemasOf(
  field: string,
  form: FormSchema,
  options: Pick<OrderOptions, 'spec'>,
): FormSchema[] {
  return walk(form, formPath(field, options).split('.'));
}

/** Titles of the fields that a form needs and that are empty in `values`. */
export function emptyRequired(
  form: FormSchema,
  values: Record<string, unknown>,
): string[] {
  const { required } = form;
  return (Array.isArray(required) ? required : [])
    .filter(name => values[name] === undefined || values[name] === '')
    .map(name => formFieldOf(name, form, {}).title);
}

/** Where a field of the order stands in the form. */
function formPath(field: string, { spec }: Pick<OrderOptions, 'spec'>): string {
  const below = field.replace(/^spec\./, '').replace(/\[\d*\]/g, '');
  return field.startsWith('spec.') ? spec?.[below] ?? below : below;
}

/** The fields of an object, those that only appear behind a switch (`dependencies`) included. */
function fieldsOf({
  properties,
  dependencies,
}: FormSchema): Record<string, unknown> {
  const branches = Object.values(Object(dependencies)).flatMap(of =>
    Object(of).oneOf ? Object(of).oneOf : [of],
  );
  return Object.assign(
    {},
    ...branches.map(branch => Object(branch).properties),
    properties,
  );
}

function walk(schema: FormSchema, [head, ...rest]: string[]): FormSchema[] {
  const child = Object(fieldsOf(schema)[head]);
  if (Object.keys(child).length === 0) return [];
  return rest.length === 0
    ? [child]
    : [child, ...walk(child.properties ? child : Object(child.items), rest)];
}

/** What a field without a title is called, by its path: `spec.healthPath` -> `Health path`, `cpu` -> `CPU`. */
export function humanised(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  const words = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(' ')
    .map(word => (ABBREVIATIONS.has(word) ? word.toUpperCase() : word))
    .join(' ');
  return TITLES[last] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
