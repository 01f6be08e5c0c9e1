import { InputError } from '@backstage/errors';

/**
 * Throws `InputError` when an order names a field that its abstraction does not have: the API server would drop it
 * without a word. `schema` is the OpenAPI schema of the value at `path`.
 */
export function requireKnownFields(
  value: unknown,
  schema: unknown,
  path = 'spec',
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) =>
      requireKnownFields(item, Object(schema).items, `${path}[${index}]`),
    );
    return;
  }
  const { properties } = Object(schema);
  if (!isFields(value) || !isFields(properties) || isOpen(schema)) return;
  for (const [name, field] of Object.entries(value)) {
    if (!Object.hasOwn(properties, name)) {
      throw new InputError(
        `${path}.${name} is ${JSON.stringify(
          field,
        )}: there is no such field. There are ${Object.keys(properties)
          .sort()
          .join(', ')}.`,
      );
    }
    requireKnownFields(field, properties[name], `${path}.${name}`);
  }
}

/** Whether the schema takes fields that it does not name. */
function isOpen(schema: unknown): boolean {
  const { additionalProperties, ...keywords } = Object(schema);
  return (
    Boolean(additionalProperties) ||
    keywords['x-kubernetes-preserve-unknown-fields'] === true
  );
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
