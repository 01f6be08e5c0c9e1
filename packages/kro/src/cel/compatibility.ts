import { preservesUnknown } from '../schema/openApi';
import { CelType, celTypeOfSchema, celTypeText } from './celType';

type ObjectType = Extract<CelType, { is: 'object' }>;
type MapType = Extract<CelType, { is: 'map' }>;

/** Guards against schemas that contain themselves. */
const MAX_DEPTH = 24;

function objectToObject(
  output: ObjectType,
  expected: ObjectType,
  depth: number,
): string | undefined {
  if (output.schema === expected.schema || preservesUnknown(expected.schema)) {
    return undefined;
  }
  const target = expected.schema.properties ?? {};
  for (const [name, schema] of Object.entries(output.schema.properties ?? {})) {
    if (!Object.hasOwn(target, name)) {
      return `field "${name}" exists in output but not in expected type`;
    }
    const reason = mismatch(
      celTypeOfSchema(schema),
      celTypeOfSchema(target[name]),
      depth + 1,
    );
    if (reason) return `field "${name}" has incompatible type: ${reason}`;
  }
  return undefined;
}

/** A map may have any key, so its values must fit every field. */
function mapToObject(
  output: MapType,
  expected: ObjectType,
  depth: number,
): string | undefined {
  for (const [name, schema] of Object.entries(
    expected.schema.properties ?? {},
  )) {
    const reason = mismatch(output.of, celTypeOfSchema(schema), depth + 1);
    if (reason) {
      return `map value incompatible with struct field "${name}": ${reason}`;
    }
  }
  return undefined;
}

function objectToMap(
  output: ObjectType,
  expected: MapType,
  depth: number,
): string | undefined {
  for (const [name, schema] of Object.entries(output.schema.properties ?? {})) {
    const reason = mismatch(celTypeOfSchema(schema), expected.of, depth + 1);
    if (reason) {
      return `struct field "${name}" incompatible with map value: ${reason}`;
    }
  }
  return undefined;
}

/**
 * Says why a value of one type cannot stand where another is expected; undefined when it can.
 * Follows `pkg/cel/compatibility.go` of KRO: structure counts, not names.
 */
export function mismatch(
  output: CelType,
  expected: CelType,
  depth = 0,
): string | undefined {
  if (depth > MAX_DEPTH || output.is === 'dyn' || expected.is === 'dyn') {
    return undefined;
  }
  if (output.is === 'optional') return mismatch(output.of, expected, depth);
  if (expected.is === 'object') {
    if (output.is === 'object') return objectToObject(output, expected, depth);
    if (output.is === 'map') return mapToObject(output, expected, depth);
  }
  if (expected.is === 'map') {
    if (output.is === 'object') return objectToMap(output, expected, depth);
    if (output.is === 'map') {
      const reason = mismatch(output.of, expected.of, depth + 1);
      return reason && `map value type incompatible: ${reason}`;
    }
  }
  if (expected.is === 'list' && output.is === 'list') {
    const reason = mismatch(output.of, expected.of, depth + 1);
    return reason && `list element type incompatible: ${reason}`;
  }
  if (
    expected.is === 'scalar' &&
    output.is === 'scalar' &&
    expected.name === output.name
  ) {
    return undefined;
  }
  return `type kind mismatch: got "${celTypeText(
    output,
  )}", expected "${celTypeText(expected)}"`;
}
