/** Names one instance across clusters. `namespace` is absent for cluster-scoped kinds. */
export interface InstanceRef {
  cluster: string;
  /** Kind in lower case, e.g. `webapplication`. */
  kind: string;
  group: string;
  namespace?: string;
  name: string;
}

const PATTERN =
  /^([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?):([a-z][a-z0-9]*)\.([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)\/(?:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?)\/)?([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/;

/** `cluster:kind.group/namespace/name`, or `cluster:kind.group/name` when cluster-scoped. */
export function stringifyInstanceRef(ref: InstanceRef): string {
  const scope = ref.namespace ? `${ref.namespace}/` : '';
  return `${ref.cluster}:${ref.kind.toLowerCase()}.${ref.group}/${scope}${
    ref.name
  }`;
}

/**
 * Reads an instance ref.
 *
 * @throws RangeError naming the text given and the form expected.
 */
export function parseInstanceRef(text: string): InstanceRef {
  const match = PATTERN.exec(text);
  if (!match) {
    throw new RangeError(
      `'${text}' is not an instance ref; expected cluster:kind.group/namespace/name, or cluster:kind.group/name when cluster-scoped`,
    );
  }
  const [, cluster, kind, group, namespace, name] = match;
  return { cluster, kind, group, name, ...(namespace ? { namespace } : {}) };
}
