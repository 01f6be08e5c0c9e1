import { asFields, Fields } from '../fields';

/** Kustomize's id: `Kind.version.group/name.namespace`. */
export function idOf({ apiVersion, kind, metadata }: Fields): string {
  const { name, namespace } = asFields(metadata);
  return `${gvkOf({ apiVersion, kind })}/${name}.${namespace ?? '[noNs]'}`;
}

/** Kustomize's name of a type: `Kind.version.group`. */
export function gvkOf({ apiVersion, kind }: Fields): string {
  const [version, group = '[noGrp]'] = String(apiVersion).split('/').reverse();
  return `${kind}.${version}.${group}`;
}
