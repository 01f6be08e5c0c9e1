import { KubernetesObject, TypeRef } from '@mini-atlas/kro';

/** The types that one ResourceGraphDefinition is about. */
export interface GraphTypes {
  /** Name of the ResourceGraphDefinition. */
  name: string;
  instance: TypeRef;
  children: TypeRef[];
  externals: TypeRef[];
}

const DEFAULT_GROUP = 'kro.run';

function typeOf(manifest: unknown): TypeRef[] {
  const { apiVersion, kind } = Object(manifest);
  return typeof apiVersion === 'string' && typeof kind === 'string'
    ? [{ apiVersion, kind }]
    : [];
}

/** True for types that the portal must never read. */
export function isSecret(type: TypeRef): boolean {
  return type.kind === 'Secret' && type.apiVersion === 'v1';
}

/**
 * Reads the types off a ResourceGraphDefinition without compiling it: a graph that KRO refuses may still have
 * instances. `undefined` when it names no kind.
 */
export function graphTypesOf(rgd: KubernetesObject): GraphTypes | undefined {
  const { schema, resources } = Object(rgd.spec);
  const { group = DEFAULT_GROUP, apiVersion, kind } = Object(schema);
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return undefined;
  }
  const nodes: unknown[] = Array.isArray(resources) ? resources : [];
  return {
    name: rgd.metadata.name ?? '',
    instance: { apiVersion: `${group}/${apiVersion}`, kind },
    children: nodes.flatMap(node => typeOf(Object(node).template)),
    externals: nodes.flatMap(node => typeOf(Object(node).externalRef)),
  };
}
