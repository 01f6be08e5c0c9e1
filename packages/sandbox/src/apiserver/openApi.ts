import { createHash } from 'node:crypto';
import { Backend } from './backend';
import { documentOf } from './typing';

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
