import { toBase64Url, utf8 } from '../digest/encoding';
import { sha256 } from '../digest/sha256';
import { compareText } from '../json';
import { KubernetesObject } from '../kubernetesObject';

function digest(text: string): string {
  return toBase64Url(sha256(utf8(text)));
}

/** Group and version of an apiVersion; the core group is ''. */
export function groupVersion(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
  };
}

/** The ApplySet id of an instance (KEP-3659): of its name, namespace, kind and group. */
export function applySetId(instance: KubernetesObject): string {
  const { name = '', namespace = '' } = instance.metadata;
  const { group } = groupVersion(instance.apiVersion);
  return `applyset-${digest(
    [name, namespace, instance.kind, group].join('.'),
  )}-v1`;
}

/** What an instance's ApplySet holds, in the form of its annotations. */
export interface Inventory {
  /** `Kind.group`, or `Kind` of the core group; comma-separated and sorted. */
  groupKinds: string;
  /** Namespaces of children other than the instance's own; comma-separated and sorted. */
  additionalNamespaces: string;
  /** KRO's guard against a changed inventory. */
  hash: string;
}

function sorted(values: string[]): string {
  return [...new Set(values)].sort(compareText).join(',');
}

/** The inventory of an instance whose children are `children`. */
export function inventory(
  instance: KubernetesObject,
  children: KubernetesObject[],
): Inventory {
  const groupKinds = sorted(
    children.map(({ apiVersion, kind }) => {
      const { group } = groupVersion(apiVersion);
      return group ? `${kind}.${group}` : kind;
    }),
  );
  const additionalNamespaces = sorted(
    children.flatMap(({ metadata: { namespace } }) =>
      namespace && namespace !== instance.metadata.namespace ? [namespace] : [],
    ),
  );
  const payload = [applySetId(instance), groupKinds, additionalNamespaces];
  return {
    groupKinds,
    additionalNamespaces,
    hash: `sha256:${digest(payload.join('\u0000'))}`,
  };
}
