import { Graph } from '@mini-atlas/kro';

/** What the CRD of an abstraction says of a field such as `spec.quota.cpu`; `undefined` where it says nothing. */
export function fieldDescription(
  { crd, version }: Graph,
  path: string,
): string | undefined {
  const versions: unknown = Object(crd.spec).versions;
  const served = (Array.isArray(versions) ? versions : []).find(
    ({ name }) => name === version,
  );
  const schema = path
    .replace(/\[\d+\]/g, '.[]')
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        part === '[]'
          ? Object(at).items
          : Object(Object(Object(at).properties)[part]),
      Object(Object(served).schema).openAPIV3Schema,
    );
  const { description } = Object(schema);
  return typeof description === 'string' ? description : undefined;
}
