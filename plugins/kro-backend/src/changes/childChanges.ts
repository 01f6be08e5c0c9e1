import { ChildChange } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject, PlannedNode } from '@mini-atlas/kro';

/** Children that come, change or go when the nodes of one plan follow those of another; in the order of the graph, those that go last. */
export function childChanges(
  before: PlannedNode[],
  after: PlannedNode[],
): ChildChange[] {
  const old = objectsOf(before);
  const now = objectsOf(after);
  const coming = [...now].flatMap(([key, child]): ChildChange[] => {
    const was = old.get(key);
    if (!was) return [{ ...child.identity, change: 'added' }];
    return was.text === child.text
      ? []
      : [{ ...child.identity, change: 'changed' }];
  });
  const going = [...old]
    .filter(([key]) => !now.has(key))
    .map(
      ([, child]): ChildChange => ({ ...child.identity, change: 'removed' }),
    );
  return [...coming, ...going];
}

function objectsOf(nodes: PlannedNode[]) {
  return new Map(
    nodes
      .filter(({ outcome }) => outcome !== 'external')
      .flatMap(node =>
        node.objects.map(({ object }, index): [string, PlannedChild] => {
          const identity = identityOf(object);
          const { name = `${index}`, namespace = '' } = identity;
          return [
            `${node.id} ${namespace}/${name}`,
            { identity, text: JSON.stringify(object) },
          ];
        }),
      ),
  );
}

interface PlannedChild {
  identity: Omit<ChildChange, 'change'>;
  text: string;
}

function identityOf({ kind, metadata }: KubernetesObject) {
  const { name, namespace } = metadata;
  return {
    kind,
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
  };
}
