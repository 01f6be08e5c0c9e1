import { OpenApiSchema, TypeRef } from '@mini-atlas/kro';
import { parseApiVersion } from './crdTypes';

const REF_PREFIX = '#/components/schemas/';
const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

type Schemas = Record<string, OpenApiSchema>;

/** An OpenAPI v3 document of one group-version, with its references resolved on demand. */
export class OpenApiDocument {
  private readonly resolved = new Map<string, OpenApiSchema>();

  constructor(private readonly schemas: Schemas) {}

  /** Reads the answer of `/openapi/v3/<group-version>`. */
  static parse(document: unknown): OpenApiDocument {
    const schemas: unknown = Object(Object(document).components).schemas;
    return new OpenApiDocument(
      typeof schemas === 'object' && schemas !== null
        ? (schemas as Schemas)
        : {},
    );
  }

  /** The schema of a type without references, or `undefined` when the document has none. */
  schemaOf(type: TypeRef): OpenApiSchema | undefined {
    const { group, version } = parseApiVersion(type.apiVersion);
    const name = Object.keys(this.schemas).find(candidate => {
      const kinds: unknown =
        this.schemas[candidate]['x-kubernetes-group-version-kind'];
      return (
        Array.isArray(kinds) &&
        kinds.length === 1 &&
        kinds[0].group === group &&
        kinds[0].version === version &&
        kinds[0].kind === type.kind
      );
    });
    return name === undefined ? undefined : this.named(name, []);
  }

  /** The schema of `metadata`. */
  objectMeta(): OpenApiSchema | undefined {
    return OBJECT_META in this.schemas
      ? this.named(OBJECT_META, [])
      : undefined;
  }

  private named(name: string, path: string[]): OpenApiSchema {
    const known = this.resolved.get(name);
    if (known) return known;
    const schema = this.schemas[name];
    // A schema that contains itself (JSONSchemaProps) cannot be unfolded: anything is allowed there.
    if (!schema || path.includes(name)) {
      return { 'x-kubernetes-preserve-unknown-fields': true };
    }
    const result = this.unfold(schema, [...path, name]);
    this.resolved.set(name, result);
    return result;
  }

  private unfold(schema: OpenApiSchema, path: string[]): OpenApiSchema {
    const { $ref, allOf, ...own } = schema;
    const base = this.baseOf($ref, allOf, path);
    const result: OpenApiSchema = { ...base, ...own };
    if (own.properties) {
      result.properties = Object.fromEntries(
        Object.entries(own.properties).map(([field, value]) => [
          field,
          this.unfold(value, path),
        ]),
      );
    }
    if (own.items) result.items = this.unfold(own.items, path);
    if (typeof own.additionalProperties === 'object') {
      result.additionalProperties = this.unfold(own.additionalProperties, path);
    }
    return result;
  }

  /** Kubernetes writes a reference with a default or description as `allOf` of one reference. */
  private baseOf(
    ref: unknown,
    allOf: unknown,
    path: string[],
  ): OpenApiSchema | undefined {
    if (typeof ref === 'string' && ref.startsWith(REF_PREFIX)) {
      return this.named(ref.slice(REF_PREFIX.length), path);
    }
    if (Array.isArray(allOf) && allOf.length === 1) {
      return this.unfold(allOf[0], path);
    }
    return undefined;
  }
}
