import { createHash } from 'node:crypto';
import { Backend } from './backend';
import { documentV2, OpenApiV2Document } from '../openapi';
import { TypeRegistry } from './typeRegistry';
import { documentOf, documentsOf } from './typing';
import { VERSION } from './version';

/** `GET /openapi/v3`: where the document of each group and version is. */
export function openApiIndex(backend: Backend) {
  const paths: Record<string, { serverRelativeURL: string }> = {};
  for (const [group, versions] of backend.types.groups()) {
    for (const version of versions) {
      const path = group ? `apis/${group}/${version}` : `api/${version}`;
      const document = openApiDocument(backend, path);
      if (document === undefined) continue;
      const hash = createHash('sha512').update(document).digest('hex');
      paths[path] = {
        serverRelativeURL: `/openapi/v3/${path}?hash=${hash.toUpperCase()}`,
      };
    }
  }
  return { paths };
}

/** The JSON of one document (`api/v1`, `apis/GROUP/VERSION`); undefined when there is none. */
export function openApiDocument(
  { types }: Backend,
  path: string,
): string | undefined {
  const [root, ...rest] = path.split('/');
  const [group, version] = root === 'api' ? ['', rest[0]] : rest;
  const served = types
    .all()
    .filter(type => type.group === group && type.version === version);
  if (served.length === 0) return undefined;
  return documentOf(group, version, served);
}

/** The media type of an OpenAPI v2 document that `kubectl` reads. */
export const OPENAPI_V2_PROTOBUF =
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** Whether a client wants that; `kubectl` writes the type with an `@`. */
export function acceptsOpenApiV2Protobuf(accept: string | undefined): boolean {
  return (accept ?? '').replace('@', '.').includes(OPENAPI_V2_PROTOBUF);
}

const documentsV2 = new WeakMap<TypeRegistry, OpenApiV2Document>();

/** `GET /openapi/v2`: the types that are served, in one document; made anew when types come or go. */
export function openApiV2Document({ types }: Backend): OpenApiV2Document {
  const known = documentsV2.get(types);
  if (known) return known;
  const documents = [...types.groups()].flatMap(([group, versions]) =>
    versions.flatMap(version => documentsOf(group, version, types.all())),
  );
  const made = documentV2(documents, `${VERSION.major}.${VERSION.minor}`);
  documentsV2.set(types, made);
  const forget = types.onChange(() => {
    documentsV2.delete(types);
    forget();
  });
  return made;
}
