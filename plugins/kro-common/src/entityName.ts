import { AbstractionSummary } from './abstraction';

const LONGEST_NAME = 63;

/** FNV-1a over UTF-16 code units, as eight hexadecimal digits: tells two long names apart, protects nothing. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function fit(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const head = name.slice(0, LONGEST_NAME - 9).replace(/[^a-z0-9]+$/i, '');
  return `${head}-${shortHash(name)}`;
}

/**
 * The catalog name of an instance. A namespaced instance is `<kind>-<name>`, because instances of two
 * kinds may share a name and a catalog kind; a cluster-scoped one keeps its name. The catalog allows
 * 63 characters: longer names end in a hash.
 */
export function entityNameOf(instance: {
  kind: string;
  name: string;
  namespace?: string;
}): string {
  return fit(
    instance.namespace
      ? `${instance.kind.toLowerCase()}-${instance.name}`
      : instance.name,
  );
}

/** The entity ref of an instance, e.g. `component:team-a/webapplication-shop` or `system:default/team-a`. */
export function entityRefOf(
  abstraction: Pick<AbstractionSummary, 'catalogKind' | 'kind'>,
  instance: { name: string; namespace?: string },
): string {
  const name = entityNameOf({ kind: abstraction.kind, ...instance });
  return `${abstraction.catalogKind}:${
    instance.namespace ?? 'default'
  }/${name}`.toLowerCase();
}
