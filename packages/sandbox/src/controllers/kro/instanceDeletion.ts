import { applySetId, KRO_FINALIZER, KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { fields } from '../fields';
import { writeStatus } from '../statusWriter';
import { inventoryProblem, readInventory } from './applySetInventory';
import { applySetMembers, deleteMember, lastWave } from './applySetMembers';
import { conditionSet } from './conditionSet';
import { removeFinalizer } from './finalizer';
import { INSTANCE_CONDITIONS } from './instanceConditions';
import { KRO_MANAGER } from './kroNames';

/**
 * Moves the deletion of an instance on as KRO 0.9.4 does, without its graph: the members of its ApplySet go
 * wave by wave, the next one when the last has disappeared; then the finalizer. An object that was there
 * before and was adopted goes, too.
 */
export function deleteInstance(
  client: Client,
  instance: KubernetesObject,
): 'gone' | 'going' {
  if (!instance.metadata.finalizers?.includes(KRO_FINALIZER)) return 'gone';
  const id = applySetId(instance);
  const problem = inventoryProblem(instance, id);
  if (problem) {
    const cause = `validate deletion inventory: ${problem}`;
    writeDeletionStatus(client, instance, `deletion blocked: ${cause}`);
    return 'going';
  }
  const members = applySetMembers(
    client,
    id,
    readInventory(instance),
    instance.metadata.namespace,
  );
  if (members.length === 0) {
    removeFinalizer(client, instance);
    return 'gone';
  }
  lastWave(members).wave.forEach(member => deleteMember(client, member));
  writeDeletionStatus(client, instance, 'deleting resources');
  return 'going';
}

function writeDeletionStatus(
  client: Client,
  instance: KubernetesObject,
  message: string,
): void {
  const conditions = conditionSet(instance, INSTANCE_CONDITIONS);
  conditions.set('ResourcesReady', 'Unknown', 'UnderDeletion', message);
  writeStatus(
    client,
    instance,
    {
      ...fields(instance.status),
      conditions: conditions.list(),
      state: 'DELETING',
    },
    KRO_MANAGER.fieldManager,
  );
}
