import {
  Check,
  InstanceDetail,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import { requireWorkspace } from '@mini-atlas/backstage-plugin-kro-node';
import { attempt } from './ruleCheck';

const WORKSPACE = { id: 'workspace', title: 'Workspace' };

/** Whether the namespace of an order is a workspace, and whether that is ready. */
export function checkWorkspace(
  workspaces: Map<string, InstanceDetail>,
  { namespace }: PreviewRequest,
): Check[] {
  if (!namespace) return [];
  const checks: Check[] = [];
  const workspace = attempt(
    checks,
    { ...WORKSPACE, passed: `Workspace ${namespace} is ready` },
    () => requireWorkspace(workspaces, namespace),
  );
  if (!workspace || workspace.health.state === 'ready') return checks;
  return [
    {
      ...WORKSPACE,
      outcome: 'warned',
      field: 'namespace',
      message: `Workspace ${workspace.name} is not ready: ${workspace.health.sentence}`,
    },
  ];
}
