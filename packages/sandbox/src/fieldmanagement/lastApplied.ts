import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { isRecord } from '../schema/keywords';
import { compare } from './compare';
import { Conflict } from './conflicts';
import { objectType } from './objectType';
import { pathText } from './pathElement';
import { toFieldSet } from './toFieldSet';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';

/** The one manager for which the API server looks after what client-side apply left behind. */
export const LAST_APPLIED_MANAGER = 'kubectl';

/**
 * The conflicts that remain when those are taken away that are no more than client-side apply's own fields, still as it
 * applied them; after `lastAppliedManager` of apimachinery.
 */
export function conflictsBesideLastApplied(
  schema: OpenApiSchema | undefined,
  live: KubernetesObject | undefined,
  conflicts: Conflict[],
): Conflict[] {
  const lastApplied = live && lastAppliedOf(live);
  if (!lastApplied || lastApplied.apiVersion !== live.apiVersion) {
    return conflicts;
  }
  const type = objectType(schema);
  const { removed, modified, added } = compare(type, lastApplied, live);
  const owned = toFieldSet(type, lastApplied)
    .difference(modified)
    .difference(added)
    .difference(removed);
  const fields = new Set(owned.paths().map(pathText));
  return conflicts.filter(({ field }) => !fields.has(field));
}

function lastAppliedOf({ metadata }: KubernetesObject) {
  const text = metadata.annotations?.[ANNOTATION];
  if (!text) return undefined;
  try {
    const object: unknown = JSON.parse(text);
    return isRecord(object) ? object : undefined;
  } catch (error) {
    // Anyone may write into an annotation; what cannot be read says nothing.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The object with client-side apply's annotation, where it has one, brought up to what was applied now; after
 * `lastAppliedUpdater` of apimachinery.
 */
export function withLastApplied(
  object: KubernetesObject,
  applied: KubernetesObject,
): KubernetesObject {
  const { annotations } = object.metadata;
  if (!annotations?.[ANNOTATION]) return object;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...annotations, [ANNOTATION]: textOf(applied) },
    },
  };
}

function textOf(applied: KubernetesObject): string {
  const { [ANNOTATION]: _own, ...annotations } =
    applied.metadata.annotations ?? {};
  const bare = {
    ...applied,
    metadata: {
      ...applied.metadata,
      annotations: applied.metadata.annotations && annotations,
    },
  };
  return `${escaped(JSON.stringify(sorted(bare)))}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

/** Go writes JSON so that it can stand in HTML. */
function escaped(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
