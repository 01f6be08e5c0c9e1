import {
  Check,
  EditPreview,
  EditRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  DeliveryTarget,
  deliveryTargetOf,
  editInstance,
  graphOf,
  InstanceEdit,
  KroCluster,
  lineDiff,
  workspacesOf,
} from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject, Plan } from '@mini-atlas/kro';
import { checkCluster } from '../preview/clusterCheck';
import { withPlaceholders } from '../preview/draft';
import { draftPlan } from '../preview/draftPlan';
import { checkOutcome } from '../preview/outcomeCheck';
import { checkPolicies } from '../preview/policyCheck';
import { checkQuota } from '../preview/quotaCheck';
import { checkSchema } from '../preview/schemaCheck';
import { Changes } from './changes';
import { childChanges } from './childChanges';
import { checkNoOpenChange } from './openChangeCheck';

/** What previews of changes to an existing instance are made from. */
export interface EditContext {
  cluster: KroCluster;
  changes: Pick<Changes, 'list' | 'readFile' | 'listFiles'>;
}

/**
 * What an edit would write, what KRO would make of it and what that changes. Refused input is part of the answer.
 *
 * @throws InputError when the instance cannot be changed from the portal, or its file is not in Git; as `Changes` does
 * when the forge cannot be asked.
 */
export async function editPreviewOf(
  { cluster, changes }: EditContext,
  request: EditRequest,
): Promise<EditPreview> {
  const target = deliveryTargetOf(cluster, request.instance);
  const text = await changes.readFile(target.path);
  const edit = editInstance(cluster, target, text, request);
  const plans = plansOf(cluster, target, edit);
  const missing = edit.problems.filter(problem => problem.missing);
  return {
    manifest: edit.after,
    yaml: edit.text,
    path: target.path,
    nodes: plans.after.nodes,
    status: plans.after.status,
    unknownStatus: plans.after.unknownStatus,
    checks: await checksOf({ cluster, changes }, target, edit, plans),
    ...(missing.length > 0
      ? { missing: missing.map(({ field }) => field) }
      : {}),
    changed: edit.changed,
    diff: lineDiff(text ?? '', edit.text),
    childChanges: childChanges(plans.before.nodes, plans.after.nodes),
  };
}

/**
 * What is to be said of an edit that is written already, and what it changes.
 *
 * @throws as `Changes.list`.
 */
export async function writtenEditPreview(
  context: EditContext,
  target: DeliveryTarget,
  edit: InstanceEdit,
): Promise<Pick<EditPreview, 'checks' | 'childChanges'>> {
  const plans = plansOf(context.cluster, target, edit);
  return {
    checks: await checksOf(context, target, edit, plans),
    childChanges: childChanges(plans.before.nodes, plans.after.nodes),
  };
}

async function checksOf(
  { cluster, changes }: EditContext,
  target: DeliveryTarget,
  edit: InstanceEdit,
  plans: Plans,
): Promise<Check[]> {
  return [
    ...checkSchema(edit.problems),
    ...edit.oldProblems.map(inGitAlready),
    ...(plans.whole ? checkOutcome(plans.after) : []),
    ...(plans.whole ? checkRoom(cluster, target, edit, plans) : []),
    ...(plans.whole
      ? checkPolicies(
          cluster,
          { manifest: edit.after, plan: plans.after },
          { manifest: edit.before, plan: plans.before },
        )
      : []),
    await checkNoOpenChange(changes, target.path),
    ...checkCluster(cluster),
  ];
}

/** What stood in Git before is not this edit's fault, and does not hold it up. */
function inGitAlready({ field, message }: InstanceEdit['problems'][0]): Check {
  return {
    id: 'schema',
    title: 'Fields',
    outcome: 'warned',
    field,
    message: `${message}. It is so in Git already.`,
  };
}

interface Plans {
  before: Plan;
  after: Plan;
  /** The new manifest holds its schema, so that its plan says all. */
  whole: boolean;
}

function plansOf(
  cluster: KroCluster,
  target: DeliveryTarget,
  { before, after, problems, oldProblems }: InstanceEdit,
): Plans {
  const graph = graphOf(cluster, target);
  const planOf = (manifest: KubernetesObject) => {
    const broken = cluster.specProblems(manifest);
    return broken.length === 0
      ? cluster.plan(manifest)
      : draftPlan(graph, withPlaceholders(manifest, broken));
  };
  return {
    before: planOf(before),
    after: planOf(after),
    whole: problems.length === 0 && oldProblems.length === 0,
  };
}

/** Whether the workspace has room for what comes on top of what is there. */
function checkRoom(
  cluster: KroCluster,
  { abstraction, name, namespace }: DeliveryTarget,
  { changed, after }: InstanceEdit,
  plans: Plans,
): Check[] {
  if (!namespace || !changed) return [];
  return checkQuota(cluster, {
    workspaces: workspacesOf(cluster),
    request: {
      abstraction: abstraction.name,
      name,
      namespace,
      spec: Object(after.spec),
    },
    plan: plans.after,
    replaces: plans.before,
  });
}
