import { ClusterApi } from './clusterApi';

interface DocumentIndex {
  paths: Record<string, { serverRelativeURL: string }>;
}

/**
 * Of the custom resource definitions with these names, those that the API server's OpenAPI v3 documents do not have
 * yet. That is the last that comes about when a definition is new: after `Established`, after discovery; and KRO and
 * KWOK read their types from it.
 */
export async function undocumented(
  api: ClusterApi,
  names: string[],
): Promise<string[]> {
  const { paths } = await api.get<DocumentIndex>('/openapi/v3');
  const missing = new Set(names);
  for (const [version, { serverRelativeURL }] of Object.entries(paths)) {
    const concerned = names.filter(name => isOfVersion(name, version));
    if (concerned.length === 0) continue;
    const { text } = await api.call('GET', serverRelativeURL);
    for (const name of concerned) {
      if (text.includes(`/${pluralOf(name)}/{name}"`)) missing.delete(name);
    }
  }
  return [...missing];
}

/** A definition's name is its plural and its group; a document's is `apis/<group>/<version>`. */
function isOfVersion(name: string, version: string): boolean {
  return version.startsWith(`apis/${name.slice(pluralOf(name).length + 1)}/`);
}

function pluralOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
