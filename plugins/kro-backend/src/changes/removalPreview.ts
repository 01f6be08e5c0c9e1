import {
  Check,
  RemovalPreview,
  Resident,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  DeliveryTarget,
  deliveryTargetOf,
  KroCluster,
  namespacesMadeBy,
  readDelivered,
  residentDirectories,
  residentsOf,
  residentsSentence,
} from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject } from '@mini-atlas/kro';
import { checkCluster } from '../preview/clusterCheck';
import { attempt } from '../preview/ruleCheck';
import { EditContext } from './editPreview';
import { checkNoOpenChange } from './openChangeCheck';

/**
 * What will be gone when an instance is removed, and what stands against it.
 *
 * @throws InputError when it cannot be removed from the portal at all; as `Changes` does when the forge cannot be asked.
 */
export async function removalPreviewOf(
  { cluster, changes }: EditContext,
  ref: string,
): Promise<RemovalPreview> {
  const target = deliveryTargetOf(cluster, ref);
  const text = await changes.readFile(target.path);
  const checks: Check[] = [];
  const file = { id: 'file', title: 'File', passed: 'Exactly this file goes' };
  const manifest = attempt(
    checks,
    file,
    () => readDelivered(target, text).manifest,
  );
  const residents = await findResidents(cluster, changes, target, manifest);
  checks.push(
    checkEmpty(residents),
    await checkNoOpenChange(changes, target.path),
    ...checkCluster(cluster),
  );
  const live = cluster.instance(ref);
  const { abstraction, name, namespace, path } = target;
  return {
    ref,
    abstractionTitle: abstraction.title,
    name,
    ...(namespace ? { namespace } : {}),
    path,
    yaml: text ?? '',
    live: live !== undefined,
    children: live?.childList ?? [],
    residents,
    checks,
  };
}

async function findResidents(
  cluster: KroCluster,
  changes: EditContext['changes'],
  target: DeliveryTarget,
  manifest: KubernetesObject | undefined,
): Promise<Resident[]> {
  const namespaces = namespacesMadeBy(cluster, target, manifest);
  if (namespaces.length === 0) return [];
  const directories = residentDirectories(cluster, namespaces);
  const listed = await Promise.all(
    directories.map(directory => changes.listFiles(directory)),
  );
  const open = (await changes.list()).filter(({ state }) => state === 'open');
  return residentsOf(cluster, namespaces, {
    paths: listed.flat(),
    openChanges: open.map(({ number, files }) => ({
      number,
      paths: files
        .filter(({ status }) => status !== 'removed')
        .map(({ path }) => path),
    })),
  });
}

function checkEmpty(residents: Resident[]): Check {
  const id = { id: 'residents', title: 'Nothing lives in it' };
  return residents.length === 0
    ? { ...id, outcome: 'passed', message: 'Nothing else goes with it' }
    : {
        ...id,
        outcome: 'refused',
        field: 'instance',
        message: residentsSentence(residents),
      };
}
