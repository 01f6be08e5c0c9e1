import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useEffect, useRef } from 'react';
import { useWorkspaces } from '../workspace/useWorkspaces';
import { Workspace } from '../workspace/workspaces';

/**
 * Shows nothing: puts in the group that owns the chosen workspace, once for each workspace and only in the place of
 * nothing or of the owner of the one chosen before. What a person chose stays.
 */
export function WorkspaceOwner({
  namespace,
  owner,
  onChange,
}: {
  namespace: string;
  /** Entity ref that stands in the form. */
  owner: string | undefined;
  onChange(owner: string): void;
}) {
  const { workspaces = [] } = useWorkspaces();
  const group = groupOf(workspaces.find(one => one.namespace === namespace));
  const proposed = useRef<string>(undefined);
  useEffect(() => {
    if (!group || group === proposed.current) return;
    const isOpen = !owner || owner === proposed.current;
    proposed.current = group;
    if (isOpen) onChange(group);
  }, [group, owner, onChange]);
  return null;
}

function groupOf(workspace: Workspace | undefined): string | undefined {
  if (!workspace?.owner) return undefined;
  const ref = parseEntityRef(workspace.owner, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  return ref.kind.toLocaleLowerCase('en') === 'group'
    ? stringifyEntityRef(ref)
    : undefined;
}
