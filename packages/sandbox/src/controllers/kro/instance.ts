import {
  applySetId,
  KRO_ANNOTATIONS,
  KubernetesObject,
  step,
  Step,
} from '@mini-atlas/kro';
import { ControllerContext } from '../controller';
import { writeStatus } from '../statusWriter';
import {
  ApplyOutcome,
  applyChildren,
  duplicates,
  inventoryOf,
} from './applyChildren';
import { Inventory, parentMetadata, readInventory } from './applySetInventory';
import { applySetMembers, deleteMember } from './applySetMembers';
import { childrenOf } from './children';
import { conditionSet, ConditionSet } from './conditionSet';
import { KroFlags } from './flags';
import { GraphRegistry, RevisionEntry } from './graphRegistry';
import { INSTANCE_CONDITIONS } from './instanceConditions';
import { deleteInstance } from './instanceDeletion';
import { ensureManaged } from './instanceManagement';
import { KRO_MANAGER } from './kroNames';
import { observeNodes, ObservedStep } from './observeNodes';

/** What the controller of one kind of instances works with. */
export interface InstanceEnvironment {
  context: ControllerContext;
  flags: KroFlags;
  registry: GraphRegistry;
  /** Name of the RGD. */
  rgd: string;
  /** The labels of the RGD's instances. */
  labels: Record<string, string>;
}

/**
 * Imitates the instance controller of KRO 0.9.4 (`pkg/controller/instance`) for one instance: finalizer and
 * labels, the ApplySet's inventory before any child, children by server-side apply, pruning, status.
 * Leaves out: conditions that an RGD's author defines, condition events and metrics, back-off of failing instances.
 */
export function reconcileInstance(
  env: InstanceEnvironment,
  found: KubernetesObject,
): { requeueAfter?: number } {
  const { context, flags, registry } = env;
  const retry = { requeueAfter: flags.instanceRequeueInterval || undefined };
  if (found.metadata.deletionTimestamp) {
    return deleteInstance(context.client, found) === 'gone' ? {} : retry;
  }
  const entry = registry.latest(env.rgd);
  if (!entry?.graph) {
    refuseGraph(env, found, entry);
    return entry?.state === 'Failed' ? {} : retry;
  }
  const managed = ensureManaged(context.client, found, env.labels);
  if ('problem' in managed) {
    const conditions = conditionSet(found, INSTANCE_CONDITIONS);
    conditions.set(
      'InstanceManaged',
      'False',
      'ManagementFailed',
      `finalizer/labeling failed: ${managed.problem}`,
    );
    writeInstanceStatus(env, found, conditions, 'IN_PROGRESS', {});
    return retry;
  }
  return reconcileNodes(env, managed.instance, entry.graph) ? {} : retry;
}

function refuseGraph(
  env: InstanceEnvironment,
  instance: KubernetesObject,
  entry: RevisionEntry | undefined,
): void {
  const conditions = conditionSet(instance, INSTANCE_CONDITIONS);
  const message = entry
    ? `latest issued graph revision ${entry.revision} ${
        entry.state === 'Failed' ? 'failed' : 'is pending'
      }`
    : 'latest issued graph revision not available';
  conditions.set('GraphResolved', 'False', 'ResolutionFailed', message);
  const {
    conditions: _before,
    state: _state,
    ...rest
  } = Object(instance.status);
  writeInstanceStatus(env, instance, conditions, 'ERROR', rest);
}

/** Returns whether the instance is settled, so that only a change can make a difference. */
function reconcileNodes(
  env: InstanceEnvironment,
  instance: KubernetesObject,
  graph: NonNullable<RevisionEntry['graph']>,
): boolean {
  const { client } = env.context;
  const before = observeNodes(client, graph, instance);
  if (isHalted(before.now)) {
    return report(env, instance, before.now);
  }
  const children = childrenOf(graph, instance, before);
  const duplicate = duplicates(children);
  if (duplicate) return report(env, instance, before.now, duplicate);

  const id = applySetId(instance);
  const { namespace } = instance.metadata;
  const batch = inventoryOf(client, children, namespace);
  const superset = union(batch, readInventory(instance));
  const parent = applyInventory(client, instance, id, superset);
  const outcome = applyChildren(client, children, id);
  const after = step(graph, parent, {
    ...before.observed,
    ...outcome.applied,
  });
  const pruned =
    outcome.errors.length === 0 && !isUnresolved(before)
      ? prune(env, parent, id, outcome, batch, superset)
      : false;
  return report(env, parent, after, problemOf(outcome, after, pruned), outcome);
}

/** Suspended, failed for good, or waiting for a child that is being deleted: nothing is applied. */
function isHalted({ nodes, conditions }: Step): boolean {
  const resources = conditions.find(({ type }) => type === 'ResourcesReady');
  return (
    resources?.reason === 'ReconciliationSuspended' ||
    resources?.reason === 'ResourceDeleting' ||
    Object.values(nodes).some(({ state }) => state === 'error')
  );
}

function isUnresolved({ now }: ObservedStep): boolean {
  return Object.values(now.nodes).some(({ state }) => state === 'waiting');
}

function problemOf(
  { errors, changed }: ApplyOutcome,
  after: Step,
  pruned: boolean,
): string | undefined {
  if (errors.length > 0) {
    const messages = errors.map(({ message }) => message).join('\n');
    return `apply results contain errors: ${messages}`;
  }
  const ready = after.conditions.some(
    ({ type, status }) => type === 'ResourcesReady' && status === 'True',
  );
  return ready && (changed || pruned) ? 'cluster mutated' : undefined;
}

/** Deletes members that are wanted no more, dependents first, and shrinks the inventory to what is. */
function prune(
  { context: { client } }: InstanceEnvironment,
  instance: KubernetesObject,
  id: string,
  { applied }: ApplyOutcome,
  batch: Inventory,
  superset: Inventory,
): boolean {
  const kept = new Set(
    Object.values(applied).flatMap(objects => objects.map(o => o.metadata.uid)),
  );
  const orphans = applySetMembers(
    client,
    id,
    superset,
    instance.metadata.namespace,
  )
    .filter(({ metadata }) => !kept.has(metadata.uid))
    .sort((a, b) => applyOrder(b) - applyOrder(a));
  if (orphans.length === 0) return false;
  orphans.forEach(orphan => deleteMember(client, orphan));
  applyInventory(client, instance, id, batch);
  return true;
}

function applyOrder({ metadata }: KubernetesObject): number {
  return Number(metadata.annotations?.[KRO_ANNOTATIONS.applyOrder] ?? 0);
}

function applyInventory(
  client: ControllerContext['client'],
  { apiVersion, kind, metadata: { name, namespace } }: KubernetesObject,
  id: string,
  inventory: Inventory,
): KubernetesObject {
  return client.apply(
    {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace ? { namespace } : {}),
        ...parentMetadata(id, inventory),
      },
    },
    { fieldManager: 'kro.run/applyset-parent', force: true },
  );
}

function union(a: Inventory, b: Inventory): Inventory {
  return {
    groupKinds: new Set([...a.groupKinds, ...b.groupKinds]),
    namespaces: new Set([...a.namespaces, ...b.namespaces]),
  };
}

function report(
  env: InstanceEnvironment,
  instance: KubernetesObject,
  now: Step,
  problem?: string,
  outcome?: ApplyOutcome,
): boolean {
  const conditions = conditionSet(instance, INSTANCE_CONDITIONS);
  for (const { type, status, reason = '', message = '' } of now.conditions) {
    if (!INSTANCE_CONDITIONS.includes(type)) continue;
    if (type === 'ResourcesReady' && problem !== undefined) {
      const text = `resource reconciliation failed: ${problem}`;
      conditions.set(type, 'False', 'NotReady', text);
    } else {
      conditions.set(type, status, reason, message);
    }
  }
  const ready = conditions.isTrue('Ready');
  const failed = outcome && outcome.errors.length > 0;
  const state = failed ? 'ERROR' : now.state;
  writeInstanceStatus(
    env,
    instance,
    conditions,
    ready ? 'ACTIVE' : state,
    now.status,
  );
  return ready;
}

function writeInstanceStatus(
  { context: { client } }: InstanceEnvironment,
  instance: KubernetesObject,
  conditions: ConditionSet,
  state: Step['state'],
  status: Record<string, unknown>,
): void {
  writeStatus(
    client,
    instance,
    { ...status, conditions: conditions.list(), state },
    KRO_MANAGER.fieldManager,
  );
}
