import { Manager, managerId } from './managers';

const maxUpdateManagers = 10;
const bucketName = 'ancient-changes';

function age(manager: Manager): number {
  return manager.time === undefined ? 0 : Date.parse(manager.time);
}

/** Puts the oldest two update managers of one version into one; `undefined` where no version has two. */
function mergeOldest(updaters: Manager[]): Manager[] | undefined {
  const younger = updaters.find((manager, index) =>
    updaters
      .slice(0, index)
      .some(earlier => earlier.apiVersion === manager.apiVersion),
  );
  const older = updaters.find(
    manager => manager.apiVersion === younger?.apiVersion,
  );
  if (!younger || !older) {
    return undefined;
  }
  const bucket: Manager = {
    manager: bucketName,
    operation: 'Update',
    apiVersion: younger.apiVersion,
    ...(younger.time === undefined ? {} : { time: younger.time }),
    fields: older.fields.union(younger.fields),
  };
  return [
    bucket,
    ...updaters.filter(manager => manager !== older && manager !== younger),
  ];
}

/**
 * At most ten managers by update, the oldest of a version put together as `ancient-changes`; appliers are all kept.
 * Follows `capManagersManager` of apimachinery.
 */
export function capUpdateManagers(managers: Manager[]): Manager[] {
  const appliers = managers.filter(({ operation }) => operation === 'Apply');
  let updaters = managers
    .filter(
      ({ operation, fields }) => operation === 'Update' && !fields.isEmpty,
    )
    .sort(
      (left, right) =>
        age(left) - age(right) || (managerId(left) < managerId(right) ? -1 : 1),
    );
  while (updaters.length > maxUpdateManagers) {
    const fewer = mergeOldest(updaters);
    if (!fewer) {
      break;
    }
    updaters = fewer;
  }
  return [...appliers, ...updaters];
}
