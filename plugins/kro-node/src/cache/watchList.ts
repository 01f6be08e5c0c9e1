import { ResourceType, TypeRef, TypeResolver } from '@mini-atlas/kro';
import { GraphTypes, isSecret } from '../types/graphTypes';
import { POLICY_TYPES } from '../policy/policyTypes';
import { BASE_TYPES } from './baseTypes';
import { typeKey } from './objectStore';

/** One type to watch, once, in all namespaces. */
export interface WatchTarget {
  type: ResourceType;
  labelSelector?: string;
}

/** What to watch, and what one would watch if the cluster served it. */
export interface WatchList {
  targets: Map<string, WatchTarget>;
  notServed: TypeRef[];
}

/** Every child of every instance carries this label. */
const CHILDREN_ONLY = 'kro.run/instance-id';

/**
 * The types that the portal mirrors: what is always watched, admission policies where they are served, and what the
 * graphs are about. Types of which only KRO's children matter are watched by label, so that the rest of the cluster is
 * neither sent nor kept. Secrets are never among them.
 */
export function watchListOf(
  graphs: GraphTypes[],
  resolve: TypeResolver,
): WatchList {
  const targets = new Map<string, WatchTarget>(
    BASE_TYPES.map(type => [typeKey(type), { type }]),
  );
  const notServed = new Map<string, TypeRef>();

  function add(type: TypeRef, labelSelector?: string) {
    if (isSecret(type) || targets.has(typeKey(type))) return;
    const resolved = resolve(type);
    if (!resolved) notServed.set(typeKey(type), type);
    else {
      targets.set(typeKey(type), {
        type: resolved,
        ...(labelSelector ? { labelSelector } : {}),
      });
    }
  }

  // Policies count whoever made them; a cluster that does not serve a type lacks nothing.
  POLICY_TYPES.filter(resolve).forEach(type => add(type));
  graphs.forEach(graph => add(graph.instance));
  graphs.forEach(graph => graph.externals.forEach(type => add(type)));
  graphs.forEach(graph =>
    graph.children.forEach(type => add(type, CHILDREN_ONLY)),
  );
  return { targets, notServed: [...notServed.values()] };
}
