import {
  GraphNodeView,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { GraphItem } from '../graph/graphItem';

function noteOf(node: GraphNodeView): string | undefined {
  if (node.type === 'External' || node.type === 'ExternalCollection') {
    return 'only read';
  }
  if (node.children.length > 1) {
    return `${node.children.length} objects`;
  }
  if (node.health.state === 'waiting' && node.waitingFor.length > 0) {
    return `for ${node.waitingFor.join(', ')}`;
  }
  return undefined;
}

/** The nodes of an instance's graph, with their live states. */
export function graphItems(instance: InstanceDetail): GraphItem[] {
  return instance.nodes.map(node => ({
    id: node.id,
    kind: node.kind,
    dependencies: node.dependencies,
    state: node.health.state,
    note: noteOf(node),
  }));
}
