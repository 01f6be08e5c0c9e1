import { KubernetesObject } from '@mini-atlas/kro';
import { valueAt } from '../builtin/fields';
import { parseFieldSelector, SelectableFields } from '../store/fieldSelector';
import { parseLabelSelector, SelectorError } from '../store/labelSelector';
import { present } from './present';
import { badRequest } from './refusals';
import { ServedType } from './servedType';

/** Which objects of a type are meant. */
export interface Selection {
  /** What the keys of the objects begin with. */
  prefix: string;
  /** Are there selectors? */
  selective: boolean;
  matches(stored: KubernetesObject): boolean;
}

/**
 * Reads the selectors of a request.
 * @throws StatusError 400 when one cannot be parsed or names a field that cannot be selected by
 */
export function selectionOf(
  type: ServedType,
  query: {
    namespace?: string;
    name?: string;
    labelSelector?: string;
    fieldSelector?: string;
  },
): Selection {
  const { labelSelector = '', fieldSelector = '' } = query;
  try {
    const labels = parseLabelSelector(labelSelector);
    const fields = parseFieldSelector(fieldSelector, selectableFields(type));
    return {
      prefix: query.namespace ? `${query.namespace}/` : '',
      selective: Boolean(labelSelector || fieldSelector),
      matches: stored =>
        (!labelSelector || labels(stored.metadata.labels ?? {})) &&
        (!fieldSelector || fields.matches(present(type, stored))),
    };
  } catch (error) {
    if (error instanceof SelectorError) throw badRequest(error.message);
    throw error;
  }
}

function selectableFields(type: ServedType): SelectableFields {
  if (!type.custom) return type.rules.selectableFields ?? {};
  return Object.fromEntries(
    type.custom.selectableFields.map(path => [
      path,
      object => fieldText(object, path),
    ]),
  );
}

function fieldText(object: KubernetesObject, path: string): string {
  const value = valueAt(object, ...path.split('.'));
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : '';
}
