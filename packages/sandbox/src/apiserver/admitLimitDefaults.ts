import { JsonObject } from '@mini-atlas/kro';
import { ensureObject, objectAt, objectsAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { Backend } from './backend';
import { ServedType } from './servedType';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/**
 * Fills the requests and limits that a new pod's containers leave open from the LimitRanges of its namespace, and
 * notes it in the annotation; the defaulting half of `plugin/pkg/admission/limitranger`.
 */
export function admitLimitDefaults(
  backend: Backend,
  type: ServedType,
  draft: Draft,
): void {
  if (type.collection !== 'pods') return;
  const defaults = containerDefaults(backend, draft.metadata.namespace ?? '');
  const notes = [
    ...objectsAt(draft, 'spec', 'containers').flatMap(container =>
      fill(container, 'container', defaults),
    ),
    ...objectsAt(draft, 'spec', 'initContainers').flatMap(container =>
      fill(container, 'init container', defaults),
    ),
  ];
  if (notes.length === 0) return;
  draft.metadata.annotations = {
    ...draft.metadata.annotations,
    [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}`,
  };
}

interface Defaults {
  requests: JsonObject;
  limits: JsonObject;
}

function containerDefaults(backend: Backend, namespace: string): Defaults {
  const ranges = backend.store.collection('limitranges').range(`${namespace}/`);
  const items = (ranges ?? [])
    .flatMap(([, range]) => objectsAt(range, 'spec', 'limits'))
    .filter(item => item.type === 'Container');
  return {
    requests: Object.assign(
      {},
      ...items.map(i => objectAt(i, 'defaultRequest')),
    ),
    limits: Object.assign({}, ...items.map(i => objectAt(i, 'default'))),
  };
}

/** Fills one container; says what it filled. */
function fill(
  container: JsonObject,
  what: string,
  defaults: Defaults,
): string[] {
  const lists: [keyof Defaults, string][] = [
    ['requests', 'request'],
    ['limits', 'limit'],
  ];
  return lists.flatMap(([list, singular]) => {
    const present = objectAt(container, 'resources', list) ?? {};
    const added = Object.keys(defaults[list]).filter(
      resource => !Object.hasOwn(present, resource),
    );
    if (added.length === 0) return [];
    const filled = ensureObject(container, 'resources', list);
    added.forEach(resource => {
      filled[resource] = defaults[list][resource];
    });
    return [
      `${added.sort().join(', ')} ${singular} for ${what} ${container.name}`,
    ];
  });
}
