import { createHash } from 'node:crypto';
import { Representation } from './negotiate';
import { ServedType, SUBRESOURCE_TYPES, subresourceVerbs } from './servedType';
import { TypeRegistry } from './typeRegistry';

/** The verbs of a custom resource come in another order, as they do in Kubernetes. */
const CUSTOM_VERB_ORDER = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];

/** `GET /api`. */
export function coreVersions(serverAddress: string) {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

/** `GET /apis`. */
export function groupList(types: TypeRegistry) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: namedGroups(types).map(([name, versions]) => group(name, versions)),
  };
}

/** `GET /apis/GROUP`; undefined when there is none of that name. */
export function singleGroup(types: TypeRegistry, name: string) {
  const versions = types.groups().get(name);
  return name && versions
    ? { kind: 'APIGroup', apiVersion: 'v1', ...group(name, versions) }
    : undefined;
}

function namedGroups(types: TypeRegistry): [string, string[]][] {
  return [...types.groups()].filter(([name]) => name !== '');
}

function group(name: string, versions: string[]) {
  const all = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions: all, preferredVersion: all[0] };
}

/** `GET /api/v1` or `/apis/GROUP/VERSION`; undefined when nothing is served there. */
export function resourceList(
  types: TypeRegistry,
  groupName: string,
  version: string,
) {
  const served = types
    .all()
    .filter(type => type.group === groupName && type.version === version);
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(served.some(type => type.custom) ? { apiVersion: 'v1' } : {}),
    ...(groupName && !served[0].custom ? { apiVersion: 'v1' } : {}),
    groupVersion: served[0].apiVersion,
    resources: served.flatMap(resources),
  };
}

function resources(type: ServedType) {
  const { plural, singular, namespaced, kind, shortNames, categories } = type;
  return [
    {
      name: plural,
      singularName: singular,
      namespaced,
      kind,
      verbs: verbsOf(type),
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(categories.length > 0 ? { categories } : {}),
      ...(type.verbs.includes('get')
        ? { storageVersionHash: storageVersionHash(type) }
        : {}),
    },
    ...type.subresources.map(subresource => ({
      name: `${plural}/${subresource}`,
      singularName: '',
      namespaced,
      kind,
      ...SUBRESOURCE_TYPES[subresource],
      verbs: subresourceVerbs(subresource),
    })),
  ];
}

function verbsOf(type: ServedType): string[] {
  return type.custom
    ? CUSTOM_VERB_ORDER.filter(verb => type.verbs.some(known => known === verb))
    : [...type.verbs];
}

function storageVersionHash({ apiVersion, kind }: ServedType): string {
  return createHash('sha256')
    .update(`${apiVersion}/${kind}`)
    .digest()
    .subarray(0, 8)
    .toString('base64');
}

/** `GET /api` and `GET /apis` for clients that take all in one answer. */
export function aggregatedDiscovery(
  types: TypeRegistry,
  which: 'core' | 'groups',
  version: NonNullable<Representation['discovery']>,
) {
  const groups: [string, string[]][] =
    which === 'core' ? [['', ['v1']]] : namedGroups(types);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(([name, versions]) => ({
      metadata: name ? { name } : {},
      versions: versions.map(groupVersion => ({
        version: groupVersion,
        resources: types
          .all()
          .filter(type => type.group === name && type.version === groupVersion)
          .map(discoveredResource),
        freshness: 'Current',
      })),
    })),
  };
}

function discoveredResource(type: ServedType) {
  const { group: groupName, version, kind, shortNames, categories } = type;
  return {
    resource: type.plural,
    responseKind: { group: groupName, version, kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: verbsOf(type),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(type.subresources.length > 0
      ? {
          subresources: type.subresources.map(subresource => ({
            subresource,
            responseKind: SUBRESOURCE_TYPES[subresource] ?? {
              group: groupName,
              version,
              kind,
            },
            verbs: subresourceVerbs(subresource),
          })),
        }
      : {}),
  };
}
