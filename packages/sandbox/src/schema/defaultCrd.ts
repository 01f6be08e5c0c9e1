import { KubernetesObject } from '@mini-atlas/kro';
import { isRecord } from './keywords';

/** A copy of a CRD with what the API server fills in: singular, list kind, conversion `None`. */
export function defaultCrd(crd: KubernetesObject): KubernetesObject {
  const copy = structuredClone(crd);
  const { spec } = copy;
  if (!isRecord(spec)) {
    return copy;
  }
  spec.conversion ??= { strategy: 'None' };
  const { names } = spec;
  if (isRecord(names) && typeof names.kind === 'string') {
    names.singular ||= names.kind.toLowerCase();
    names.listKind ||= `${names.kind}List`;
  }
  return copy;
}
