import { Body } from '../clusterUnderTest';
import { groupOf, Served } from './served';

const READ = ['get', 'list', 'watch'];
/** An apply is a patch, and a create where there is nothing yet. */
const KEEP = [...READ, 'create', 'patch', 'delete'];
const RBAC = 'rbac.authorization.k8s.io';

/** Rights as `<verb> <group>/<resource>`, with `/<name>` where they are about one object; in order, each once. */
export type Rights = string[];

function rights(
  verbs: string[],
  group: string,
  resource: string,
  names: string[] = [],
): Rights {
  const where = `${group}/${resource}`;
  const places =
    names.length === 0 ? [where] : names.map(name => `${where}/${name}`);
  return verbs.flatMap(verb => places.map(place => `${verb} ${place}`));
}

const inOrder = (all: Rights): Rights => [...new Set(all)].sort();

/** What a ClusterRole gives. */
export function givenRights({ rules }: Body): Rights {
  return inOrder(
    rules.flatMap(({ apiGroups, resources, verbs, resourceNames }: Body) =>
      apiGroups.flatMap((group: string) =>
        resources.flatMap((resource: string) =>
          rights(verbs, group, resource, resourceNames),
        ),
      ),
    ),
  );
}

/**
 * What KRO needs for an abstraction: of its instances, of what its resources make and refer to, and of the roles that
 * it binds. Kinds and their plurals are looked up in what the API server serves.
 *
 * @throws Error when a kind is not served, or when it is a role: giving rights needs more than is thought of here
 */
export function neededRights(rgd: Body, isServed: readonly Served[]): Rights {
  const pluralOf = (apiVersion: string, kind: string): string => {
    const found = isServed.find(
      one =>
        one.apiVersion === apiVersion &&
        one.kind === kind &&
        !one.name.includes('/'),
    );
    if (!found) throw new Error(`${apiVersion} ${kind} is not served`);
    return found.name;
  };
  const { group = 'kro.run', apiVersion: version, kind } = rgd.spec.schema;
  const instances = pluralOf(`${group}/${version}`, kind);
  return inOrder([
    ...rights([...READ, 'patch'], group, instances),
    ...rights(['update'], group, `${instances}/status`),
    ...rgd.spec.resources.flatMap(({ template, externalRef }: Body) => {
      const { apiVersion, kind: child } = template ?? externalRef;
      const place = pluralOf(apiVersion, child);
      const verbs = template ? KEEP : READ;
      return [
        ...rights(verbs, groupOf(apiVersion), place),
        ...rightsToBind(template),
      ];
    }),
  ]);
}

/** Nobody may give away what he has not, unless he may bind that role. */
function rightsToBind(template: Body): Rights {
  if (groupOf(template?.apiVersion ?? '') !== RBAC) return [];
  const { kind, roleRef } = template;
  if (!roleRef) throw new Error(`A ${kind} gives rights of its own`);
  const roles = `${roleRef.kind.toLowerCase()}s`;
  return rights(['bind'], RBAC, roles, [roleRef.name]);
}
