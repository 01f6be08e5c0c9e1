import { visitFields } from './fieldsInText';

const MOST_FAULTS = 100;

/**
 * What strict decoding of a JSON text into a built-in type says: unknown and repeated fields in the order of the text;
 * after `sigs.k8s.io/json`.
 *
 * @param unknown - the paths that the type does not know
 */
export function strictFaults(json: string, unknown: string[]): string[] {
  const unknownPaths = new Set(unknown);
  const faults = new Set<string>();
  visitFields(json, (path, isRepeated) => {
    const isUnknown = unknownPaths.has(path);
    if (isUnknown) faults.add(unknownField(path));
    else if (isRepeated) faults.add(repeatedField(path));
    return isUnknown;
  });
  return [...faults].slice(0, MOST_FAULTS);
}

/** The repeated fields alone; all there is to say of a text before one knows its type. */
export function repeatedFields(json: string): string[] {
  return strictFaults(json, []);
}

/** The fields of an operation of a JSON patch. */
const OPERATION_FIELDS = ['op', 'path', 'from', 'value'];

/** What strict decoding says of a patch itself; a JSON patch has fields that one can get wrong. */
export function patchFaults(json: string): string[] {
  const patch: unknown = JSON.parse(json);
  if (!Array.isArray(patch)) return repeatedFields(json);
  const unknown = patch.flatMap((operation: object, index) =>
    Object.keys(operation)
      .filter(field => !OPERATION_FIELDS.includes(field))
      .map(field => `[${index}].${field}`),
  );
  return strictFaults(json, unknown).map(fault => `json patch ${fault}`);
}

/** `unknown field "spec.foo"`. */
export function unknownField(path: string): string {
  return `unknown field ${JSON.stringify(path)}`;
}

function repeatedField(path: string): string {
  return `duplicate field ${JSON.stringify(path)}`;
}
