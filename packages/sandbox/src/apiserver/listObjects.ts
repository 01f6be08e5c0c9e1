import { KubernetesObject } from '@mini-atlas/kro';
import { Backend } from './backend';
import { decodeContinue, encodeContinue } from './continueToken';
import { badRequest, expired, invalid, revisionTooLarge } from './refusals';
import { Selection } from './selection';
import { ServedType } from './servedType';
import { StatusCause } from './status';

/** How a list is asked for. */
export interface ListQuery {
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: string;
}

/** One page of a list; `items` are stored objects. */
export interface ObjectList {
  revision: number;
  continue?: string;
  remainingItemCount?: number;
  items: KubernetesObject[];
}

const TOO_OLD_TO_CONTINUE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/**
 * Lists objects, newest state unless an exact revision or a page of an older list is asked for.
 * @throws StatusError 400, 410 or 504
 */
export function listObjects(
  backend: Backend,
  type: ServedType,
  selection: Selection,
  query: ListQuery,
): ObjectList {
  checkQuery(query);
  const { revision, start } = where(backend, selection, query);
  const found = backend.collection(type).range(selection.prefix, {
    ...(start ? { start } : {}),
    ...(revision === undefined ? {} : { revision }),
  });
  if (!found) {
    throw query.continue && start
      ? expired(
          TOO_OLD_TO_CONTINUE,
          encodeContinue({
            revision: -1,
            start: start.slice(selection.prefix.length),
          }),
        )
      : expired('The resourceVersion for the provided list is too old.');
  }
  return page(
    found,
    selection,
    query.limit ?? 0,
    revision ?? backend.store.revision,
  );
}

/** Which revision to read, and from which key on. */
function where(
  backend: Backend,
  selection: Selection,
  query: ListQuery,
): { revision?: number; start?: string } {
  const current = backend.store.revision;
  if (query.continue) {
    const { revision, start } = decodeContinue(query.continue);
    return {
      start: selection.prefix + start,
      ...(revision > 0 ? { revision } : {}),
    };
  }
  const asked = parseRevision(query.resourceVersion);
  if (asked !== undefined && asked > current) {
    throw revisionTooLarge(query.resourceVersion ?? '', current);
  }
  const exact =
    query.resourceVersionMatch === 'Exact' ||
    (query.limit && asked && !query.resourceVersionMatch);
  return exact && asked !== undefined ? { revision: asked } : {};
}

/** A revision in a query. @throws StatusError 400 when it is no number */
export function parseRevision(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `invalid resource version: resourceVersion: Invalid value: ${JSON.stringify(
        text,
      )}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

function checkQuery(query: ListQuery): void {
  const field = 'resourceVersionMatch';
  const { resourceVersion, resourceVersionMatch } = query;
  if (!resourceVersionMatch) return;
  const causes: StatusCause[] = [];
  const forbid = (why: string) =>
    causes.push({
      reason: 'FieldValueForbidden',
      message: `Forbidden: ${why}`,
      field,
    });
  if (query.continue) {
    forbid('resourceVersionMatch is forbidden with continue token');
  }
  if (!resourceVersion) {
    forbid(
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  if (!['Exact', 'NotOlderThan'].includes(resourceVersionMatch)) {
    causes.push({
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(
        resourceVersionMatch,
      )}: supported values: "Exact", "NotOlderThan"`,
      field,
    });
  }
  if (resourceVersionMatch === 'Exact' && resourceVersion === '0') {
    forbid('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  if (causes.length > 0) {
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', causes);
  }
}

function page(
  found: [string, KubernetesObject][],
  selection: Selection,
  limit: number,
  revision: number,
): ObjectList {
  const items: KubernetesObject[] = [];
  let last = '';
  for (let at = 0; at < found.length; at++) {
    const [key, object] = found[at];
    if (limit > 0 && items.length === limit) {
      return {
        revision,
        items,
        continue: encodeContinue({
          revision,
          start: `/${last.slice(selection.prefix.length)}\u0000`,
        }),
        ...(selection.selective
          ? {}
          : { remainingItemCount: found.length - at }),
      };
    }
    if (!selection.selective || selection.matches(object)) {
      items.push(object);
      last = key;
    }
  }
  return { revision, items };
}
