import { Condition, JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { objectAt, stringAt, stringsAt } from '../builtin/fields';
import { jsonEqual } from '../schema/jsonEqual';

/** Names that CRDs of one group may not share. */
interface TakenNames {
  resources: Set<string>;
  kinds: Set<string>;
}

/** What became of the names that a CRD asks for. */
export interface NameDecision {
  acceptedNames: JsonObject;
  condition: Condition;
}

/**
 * Decides which names of a CRD are accepted: those that no other CRD of its group has got. A name that is taken leaves
 * the CRD with the one it had. Follows `controller/status/naming_controller.go` of apiextensions-apiserver 0.36.
 *
 * @param others - all other CRDs
 */
export function decideNames(
  crd: KubernetesObject,
  others: KubernetesObject[],
): NameDecision {
  const taken = takenNames(stringAt(crd, 'spec', 'group') ?? '', others);
  const asked = objectAt(crd, 'spec', 'names') ?? {};
  const had = objectAt(crd, 'status', 'acceptedNames') ?? {};
  const acceptedNames: JsonObject = { plural: '', kind: '', ...had };
  let refusal: { reason: string; message: string } | undefined;

  const accept = (field: string, reason: string, used: Set<string>) => {
    const name = stringAt(asked, field) ?? '';
    if (name === (stringAt(had, field) ?? '') || !used.has(name)) {
      if (name) acceptedNames[field] = name;
    } else {
      refusal = { reason, message: inUse(name) };
    }
  };
  accept('plural', 'PluralConflict', taken.resources);
  accept('singular', 'SingularConflict', taken.resources);
  const shortNames = stringsAt(asked, 'shortNames');
  const conflicts = shortNames.filter(
    name =>
      !stringsAt(had, 'shortNames').includes(name) && taken.resources.has(name),
  );
  if (conflicts.length > 0) {
    refusal = {
      reason: 'ShortNamesConflict',
      message: aggregate(conflicts.map(inUse)),
    };
  } else if (shortNames.length > 0) {
    acceptedNames.shortNames = shortNames;
  } else {
    delete acceptedNames.shortNames;
  }
  accept('kind', 'KindConflict', taken.kinds);
  accept('listKind', 'ListKindConflict', taken.kinds);
  if (asked.categories) acceptedNames.categories = asked.categories;
  else delete acceptedNames.categories;

  return {
    acceptedNames,
    condition: refusal
      ? { type: 'NamesAccepted', status: 'False', ...refusal }
      : {
          type: 'NamesAccepted',
          status: 'True',
          reason: 'NoConflicts',
          message: 'no conflicts found',
        },
  };
}

/** Whether a CRD has all the names that it asks for. */
export function hasItsNames(crd: KubernetesObject): boolean {
  return jsonEqual(
    objectAt(crd, 'spec', 'names'),
    objectAt(crd, 'status', 'acceptedNames'),
  );
}

function takenNames(group: string, others: KubernetesObject[]): TakenNames {
  const resources = new Set<string>();
  const kinds = new Set<string>();
  for (const other of others) {
    if (stringAt(other, 'spec', 'group') !== group) continue;
    const names = objectAt(other, 'status', 'acceptedNames');
    [
      stringAt(names, 'plural') ?? '',
      stringAt(names, 'singular') ?? '',
      ...stringsAt(names, 'shortNames'),
    ].forEach(name => resources.add(name));
    [stringAt(names, 'kind') ?? '', stringAt(names, 'listKind') ?? ''].forEach(
      name => kinds.add(name),
    );
  }
  return { resources, kinds };
}

function inUse(name: string): string {
  return `${JSON.stringify(name)} is already in use`;
}

/** Several errors in Go's words for them. */
function aggregate(messages: string[]): string {
  return messages.length === 1 ? messages[0] : `[${messages.join(', ')}]`;
}
