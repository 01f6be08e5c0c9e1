import { OpenApiSchema } from '@mini-atlas/kro';
import { OpenApiDocument, schemaReference } from './document';

const anything: OpenApiSchema = {
  'x-kubernetes-preserve-unknown-fields': true,
};

/** Keywords whose value is one schema, a list of schemas, or a map of schemas. */
const single = ['items', 'additionalProperties', 'not'];
const lists = ['oneOf', 'anyOf', 'allOf'];

/** The schema a `$ref`, or a wrapper of one `$ref` in `allOf`, points to, and what the wrapper adds to it. */
function reference(
  schema: OpenApiSchema,
): { name: string; own: OpenApiSchema } | undefined {
  const { $ref, allOf, ...own } = schema;
  const target =
    $ref ??
    (Array.isArray(allOf) && allOf.length === 1 ? allOf[0].$ref : undefined);
  if (typeof target !== 'string' || !target.startsWith(schemaReference)) {
    return undefined;
  }
  return { name: target.slice(schemaReference.length), own };
}

/**
 * Marks what Kubernetes leaves to Go's types: free-form objects keep all their fields,
 * quantities and int-or-strings are scalars.
 */
function explicit(name: string, schema: OpenApiSchema): OpenApiSchema {
  if (schema.oneOf) {
    return name.endsWith('.IntOrString')
      ? { ...schema, 'x-kubernetes-int-or-string': true }
      : schema;
  }
  if (name.endsWith('.RawExtension')) {
    return { ...schema, ...anything, 'x-kubernetes-map-type': 'atomic' };
  }
  const free =
    !schema.properties &&
    !schema.additionalProperties &&
    (schema.type === undefined || schema.type === 'object');
  return free ? { ...schema, ...anything } : schema;
}

/** Resolves the `$ref`s of one document, each named schema once. */
class Resolver {
  private readonly resolved = new Map<string, OpenApiSchema>();
  private readonly open = new Set<string>();

  constructor(private readonly schemas: Record<string, OpenApiSchema>) {}

  named(name: string): OpenApiSchema {
    const known = this.resolved.get(name);
    if (known) {
      return known;
    }
    const schema = this.schemas[name];
    if (!schema) {
      throw new Error(
        `$ref "${schemaReference}${name}" points to no schema; the document's components.schemas must hold "${name}"`,
      );
    }
    if (this.open.has(name)) {
      return anything;
    }
    this.open.add(name);
    const result = explicit(name, this.inline(schema));
    this.open.delete(name);
    this.resolved.set(name, result);
    return result;
  }

  inline(schema: OpenApiSchema): OpenApiSchema {
    const target = reference(schema);
    if (target) {
      return { ...this.named(target.name), ...this.inline(target.own) };
    }
    const result: OpenApiSchema = { ...schema };
    if (schema.properties) {
      result.properties = this.inlineEach(schema.properties);
    }
    for (const keyword of single) {
      const part = schema[keyword];
      if (part && typeof part === 'object') {
        result[keyword] = this.inline(part as OpenApiSchema);
      }
    }
    for (const keyword of lists) {
      const parts = schema[keyword];
      if (Array.isArray(parts)) {
        result[keyword] = parts.map(part => this.inline(part));
      }
    }
    return result;
  }

  private inlineEach(
    schemas: Record<string, OpenApiSchema>,
  ): Record<string, OpenApiSchema> {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [
        name,
        this.inline(schema),
      ]),
    );
  }
}

const resolvers = new WeakMap<OpenApiDocument, Resolver>();

/**
 * A named schema of a document, self-contained: `$ref`s replaced by what they point to (shared objects, so do not
 * change the result), `allOf` of one `$ref` collapsed, recursion cut by `x-kubernetes-preserve-unknown-fields`.
 * Throws when a `$ref` points nowhere.
 */
export function resolveSchema(
  document: OpenApiDocument,
  name: string,
): OpenApiSchema {
  const resolver =
    resolvers.get(document) ?? new Resolver(document.components.schemas);
  resolvers.set(document, resolver);
  return resolver.named(name);
}
