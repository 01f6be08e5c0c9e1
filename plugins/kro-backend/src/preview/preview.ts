import {
  Check,
  Preview,
  PreviewRequest,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  InvalidFieldError,
  KroCluster,
  manifestText,
  workspacesOf,
} from '@mini-atlas/backstage-plugin-kro-node';
import { Graph, KubernetesObject, Plan } from '@mini-atlas/kro';
import { Changes } from '../changes/changes';
import { checkCluster } from './clusterCheck';
import {
  draftOf,
  draftPath,
  missingIdentity,
  placeholder,
  withPlaceholders,
} from './draft';
import { draftPlan } from './draftPlan';
import { checkNameFree } from './nameChecks';
import { checkOutcome } from './outcomeCheck';
import { checkPolicies, checkPoliciesOfName } from './policyCheck';
import { checkQuota } from './quotaCheck';
import { attempt } from './ruleCheck';
import { checkSchema } from './schemaCheck';
import { checkWorkspace } from './workspaceCheck';

/** What a preview is made from. */
export interface PreviewContext {
  cluster: KroCluster;
  changes: Pick<Changes, 'list'>;
}

/**
 * What an order would write, what KRO would make of it, and every check of what was entered. Refused input is part of
 * the answer, and so is what is still missing.
 *
 * @throws InvalidFieldError for an abstraction that the cluster does not have.
 */
export async function previewOf(
  context: PreviewContext,
  request: PreviewRequest,
): Promise<Preview> {
  const { cluster } = context;
  const graph = requireGraph(cluster, request.abstraction);
  const checks: Check[] = [];
  const identity = missingIdentity(request, graph.scope);
  const manifest = checkIdentity(checks, cluster, request, identity);
  const draft = manifest ?? draftOf(cluster, request, identity);
  const problems = cluster
    .specProblems(manifest ?? anonymous(draft))
    .filter(({ field }) => !field.startsWith('metadata.'));
  checks.push(...checkSchema(problems));
  const missing = [
    ...identity,
    ...problems.filter(problem => problem.missing).map(({ field }) => field),
  ];
  const path =
    manifest &&
    attempt(
      checks,
      { id: 'path', title: 'File', passed: 'The file has its place' },
      () => cluster.deliveryPath(request),
    );
  const whole = manifest && problems.length === 0 ? manifest : undefined;
  const shown = whole ?? withPlaceholders(draft, problems);
  const plan = whole ? cluster.plan(whole) : draftPlan(graph, shown);
  if (whole) checks.push(...checkOutcome(plan));
  checks.push(...checkPlace(cluster, request, whole && plan));
  if (whole) checks.push(...checkPolicies(cluster, { manifest: whole, plan }));
  else if (manifest) checks.push(...checkPoliciesOfName(cluster, manifest));
  if (path) checks.push(...(await checkNameFree(context, path)));
  checks.push(...checkCluster(cluster));
  return {
    manifest: shown,
    yaml: manifestText(shown),
    path: path ?? shownPath(cluster, request, shown, identity),
    nodes: plan.nodes,
    status: plan.status,
    unknownStatus: plan.unknownStatus,
    checks,
    ...(missing.length > 0 ? { missing } : {}),
  };
}

function requireGraph(cluster: KroCluster, abstraction: string): Graph {
  const graph = cluster.graph(abstraction);
  if (graph) return graph;
  throw new InvalidFieldError(
    'abstraction',
    `abstraction is '${abstraction}', which cluster ${cluster.name} does not have`,
  );
}

/** The manifest, when nothing of its identity is missing and all of it is well-formed. */
function checkIdentity(
  checks: Check[],
  cluster: KroCluster,
  request: PreviewRequest,
  missing: string[],
): KubernetesObject | undefined {
  if (missing.length > 0) return undefined;
  return attempt(
    checks,
    { id: 'name', title: 'Name', passed: 'The names are well-formed' },
    () => cluster.manifest(request),
  );
}

/** For the rules of the spec alone: a name that no rule minds. */
function anonymous(draft: KubernetesObject): KubernetesObject {
  const { name, namespace, ...metadata } = draft.metadata;
  return {
    ...draft,
    metadata: {
      ...metadata,
      name: 'name',
      ...(namespace ? { namespace: 'namespace' } : {}),
    },
  };
}

/** Whether the workspace is one and, once it is known what will be made, has room. */
function checkPlace(
  cluster: KroCluster,
  request: PreviewRequest,
  plan: Plan | undefined,
): Check[] {
  if (!request.namespace) return [];
  const workspaces = workspacesOf(cluster);
  return [
    ...checkWorkspace(workspaces, request),
    ...(plan ? checkQuota(cluster, { workspaces, request, plan }) : []),
  ];
}

/** The path of a draft; none while a name that was given is not allowed. */
function shownPath(
  cluster: KroCluster,
  { abstraction }: PreviewRequest,
  draft: KubernetesObject,
  missing: string[],
): string {
  const { name, namespace } = draft.metadata;
  const open =
    name === placeholder('name') || namespace === placeholder('namespace');
  return open && missing.length > 0
    ? draftPath(cluster, abstraction, draft)
    : '';
}
