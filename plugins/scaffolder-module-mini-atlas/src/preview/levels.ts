import { Preview } from '@mini-atlas/backstage-plugin-kro-common';

/** A node of the abstraction's graph with what will come of it. */
export type PreviewNode = Preview['nodes'][number];

/**
 * Nodes in the groups in which they can be made: the first needs no other, each other group something of a group
 * before it. Order within a group stays.
 */
export function levels(nodes: PreviewNode[]): PreviewNode[][] {
  const levelOf = new Map<string, number>();
  const groups: PreviewNode[][] = [];
  // Nodes come in topological order: whatever a node depends on was before it.
  for (const node of nodes) {
    const level = Math.max(
      0,
      ...node.dependencies.map(id => (levelOf.get(id) ?? -1) + 1),
    );
    levelOf.set(node.id, level);
    (groups[level] ??= []).push(node);
  }
  return groups.filter(group => group !== undefined);
}
