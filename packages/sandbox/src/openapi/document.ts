import { OpenApiSchema } from '@mini-atlas/kro';

/** An OpenAPI v3 document as `/openapi/v3/apis/<group>/<version>` answers it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, OpenApiSchema>;
    securitySchemes?: Record<string, unknown>;
  };
}

/** The operations of one path by HTTP method in lower case, and the parameters they share. */
export interface PathItem {
  parameters?: Parameter[];
  [method: string]: Operation | Parameter[] | undefined;
}

/** One operation; `x-kubernetes-action` says which verb it is. */
export interface Operation {
  operationId?: string;
  parameters?: Parameter[];
  'x-kubernetes-action'?: string;
  'x-kubernetes-group-version-kind'?: GroupVersionKind;
  [field: string]: unknown;
}

/** A parameter of a path or an operation. */
export interface Parameter {
  name: string;
  in: string;
  [field: string]: unknown;
}

/** Names a type the way OpenAPI documents do; the core group is `''`. */
export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** What a `$ref` to a schema of the same document begins with. */
export const schemaReference = '#/components/schemas/';
