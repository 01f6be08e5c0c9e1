import { parse, stringify } from 'yaml';
import { ClusterObject } from '../../cluster/objectPaths';
import { TreeDocument } from './treeDocument';

const VARIABLE = /\$\{(\w*)([^}]*)\}/g;
const SWITCH = 'kustomize.toolkit.fluxcd.io/substitute';

/**
 * A manifest with its variables filled in, as Flux does it: in the text, which then is read anew (so `1.30` becomes a number
 * where nobody quotes it). Only plain `${NAME}`, because `mini-atlas up` knows no more.
 *
 * @param used - gets the names that were filled in
 * @throws Error naming the file and the variable that has no value or is more than a name
 */
export function substitute(
  { file, object }: TreeDocument,
  variables: Record<string, string>,
  used?: Set<string>,
): TreeDocument {
  if (isSwitchedOff(object)) return { file, object };
  const text = stringify(object, { lineWidth: 0 }).replace(
    VARIABLE,
    (found, name: string, more: string) => {
      const value = more === '' ? variables[name] : undefined;
      if (value === undefined) {
        throw new Error(
          `${file}: ${found} has no value; known are ${Object.keys(
            variables,
          ).join(', ')}`,
        );
      }
      used?.add(name);
      return value;
    },
  );
  return { file, object: parse(text) };
}

function isSwitchedOff({ metadata }: ClusterObject): boolean {
  const { annotations, labels }: Metadata = metadata;
  return [annotations, labels].some(map => map?.[SWITCH] === 'disabled');
}

interface Metadata {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}
