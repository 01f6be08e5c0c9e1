import { PreviewRequest } from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster, SpecProblem } from '@mini-atlas/backstage-plugin-kro-node';
import { JsonObject, KubernetesObject } from '@mini-atlas/kro';

/** Stands where the value of a field will stand that must be given and is not yet. */
export function placeholder(field: string): string {
  return `<${field.split('.').at(-1)}>`;
}

/** `name` and, where the abstraction lives in one, `namespace`, as far as they are missing. */
export function missingIdentity(
  request: PreviewRequest,
  scope: 'Namespaced' | 'Cluster',
): string[] {
  const needed = scope === 'Namespaced' ? ['name', 'namespace'] : ['name'];
  return needed.filter(
    field => !(field === 'name' ? request.name : request.namespace),
  );
}

/**
 * The manifest as far as it can be shown: what is missing as a placeholder, what is not allowed as it was entered.
 */
export function draftOf(
  cluster: KroCluster,
  request: PreviewRequest,
  missing: string[],
): KubernetesObject {
  const { apiVersion = '', kind = '' } = Object(
    cluster.abstractions().find(({ name }) => name === request.abstraction),
  );
  const namespace = missing.includes('namespace')
    ? placeholder('namespace')
    : request.namespace;
  return {
    apiVersion,
    kind,
    metadata: {
      name: request.name || placeholder('name'),
      ...(namespace ? { namespace } : {}),
    },
    spec: request.spec,
  };
}

/** The draft with a placeholder for each missing field of its spec; what stands in lists is left as it is. */
export function withPlaceholders(
  draft: KubernetesObject,
  problems: SpecProblem[],
): KubernetesObject {
  return problems
    .filter(({ field, missing }) => missing && !/[[\]]/.test(field))
    .reduce<KubernetesObject>(
      (object, { field }) => ({
        ...object,
        ...put(object, field.split('.'), placeholder(field)),
      }),
      draft,
    );
}

function put(
  object: Record<string, unknown>,
  [head, ...rest]: string[],
  value: string,
): Record<string, unknown> {
  return {
    ...object,
    [head]: rest.length === 0 ? value : put(Object(object[head]), rest, value),
  };
}

/** Where the draft's file will be, with placeholders; empty when the abstraction does not say. */
export function draftPath(
  cluster: KroCluster,
  abstraction: string,
  { kind, metadata }: KubernetesObject,
): string {
  const { deliveryPath = '' } = Object(
    cluster.abstractions().find(({ name }) => name === abstraction),
  );
  const values: JsonObject = {
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    kind: kind.toLowerCase(),
  };
  return String(deliveryPath).replace(/\{(\w+)\}/g, (all, key) =>
    String(values[key] ?? all),
  );
}
