import { UnknownValueError } from '../cel/celError';
import { jsonToCel } from '../cel/celValue';
import { pathText } from '../cel/references';
import { OpenApiSchema } from '../contract';
import { FieldPath, fieldPathText } from '../graph/fieldPath';
import { isJsonObject } from '../json';
import { itemSchema, propertySchema } from '../schema/openApi';

/** Maps that controllers and KRO itself add entries to. */
const OPEN_MAPS = ['metadata.labels', 'metadata.annotations'];

/** Which fields that are not set in an object may be set by the time that it is read. */
export interface OpenFields {
  /** Whether the field may be. */
  has(path: FieldPath): boolean;
  /** Whether any field of the object at the path may be; its fields cannot be listed then. */
  below(path: FieldPath): boolean;
}

interface Place {
  /** Name of the CEL variable, or an item of it: `service`, `pods[0]`. */
  variable: string;
  path: FieldPath;
  /** Paths whose values are known after apply. */
  unknown: ReadonlySet<string>;
  /** Without it the schema says what is open. */
  open?: OpenFields;
}

function below(place: Place, part: string | number): Place {
  return { ...place, path: [...place.path, part] };
}

function unknownAt(place: Place): UnknownValueError {
  const path = pathText(place.path);
  const dot = path.startsWith('[') || !path ? '' : '.';
  return new UnknownValueError(`${place.variable}${dot}${path}`);
}

function isUnknown(place: Place): boolean {
  return place.unknown.has(fieldPathText(place.path));
}

/** A map has the keys it was given; a struct may get more fields from the API server or a controller. */
function isClosed(schema: OpenApiSchema | undefined, place: Place): boolean {
  return (
    schema?.additionalProperties !== undefined &&
    schema.properties === undefined &&
    !OPEN_MAPS.includes(fieldPathText(place.path))
  );
}

function wrapList(
  list: unknown[],
  schema: OpenApiSchema | undefined,
  place: Place,
): unknown[] {
  const items = itemSchema(schema);
  const wrapped = Array.from(list, (item, i) =>
    isUnknown(below(place, i)) ? undefined : wrap(item, items, below(place, i)),
  );
  if (!wrapped.includes(undefined)) return wrapped;
  return new Proxy(wrapped, {
    get(target, key, receiver) {
      if (typeof key === 'string' && isUnknown(below(place, Number(key)))) {
        throw unknownAt(below(place, Number(key)));
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

function wrapObject(
  object: Record<string, unknown>,
  schema: OpenApiSchema | undefined,
  place: Place,
): unknown {
  const wrapped: Record<string, unknown> = {};
  const hidden = new Set<string>();
  for (const [name, field] of Object.entries(object)) {
    const at = below(place, name);
    if (isUnknown(at)) hidden.add(name);
    else if (field !== undefined) {
      wrapped[name] = wrap(field, propertySchema(schema, name), at);
    }
  }
  const isOpen = place.open
    ? place.open.below(place.path)
    : !isClosed(schema, place);
  if (!isOpen && hidden.size === 0) return wrapped;
  const mayHave = (key: string) =>
    hidden.has(key) ||
    (isOpen && (place.open?.has([...place.path, key]) ?? true));
  return new Proxy(wrapped, {
    getOwnPropertyDescriptor(target, key) {
      const missing = !Object.hasOwn(target, key);
      if (missing && typeof key === 'string' && mayHave(key)) {
        throw unknownAt(below(place, key));
      }
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    ownKeys(target) {
      if (isOpen) throw unknownAt(place);
      // The engine looks at the first key to learn what a map holds.
      return [...Object.keys(target), ...hidden];
    },
  });
}

function wrap(
  value: unknown,
  schema: OpenApiSchema | undefined,
  place: Place,
): unknown {
  if (Array.isArray(value)) return wrapList(value, schema, place);
  if (isJsonObject(value)) return wrapObject(value, schema, place);
  return jsonToCel(value, schema);
}

/**
 * The CEL value of an object of which only a part is known: reading anything else, or all of it at once, throws
 * UnknownValueError. So `a.?b.orValue(0)` and `has(a.b)` are unknown too, not wrongly absent.
 *
 * @param variable - how an expression names the object
 * @param unknown - paths of values that stand in the object but are known after apply only
 */
export function partlyKnown(
  object: unknown,
  schema: OpenApiSchema | undefined,
  variable: string,
  unknown: ReadonlySet<string> = new Set(),
): unknown {
  return wrap(object, schema, { variable, path: [], unknown });
}

/**
 * The CEL value of an object of which it is known which fields may yet be set by others. Whole numbers are ints.
 *
 * @param variable - how an expression names the object
 * @param unknown - paths of values that stand in the object but are known after apply only, e.g. `spec.ports[0].port`
 * @param open - reading one of these fields throws UnknownValueError; the others are absent
 */
export function openObject(
  object: unknown,
  variable: string,
  unknown: ReadonlySet<string>,
  open: OpenFields,
): unknown {
  return wrap(object, undefined, { variable, path: [], unknown, open });
}

/** A list of which nothing is known, not even its length. */
export function unknownList(variable: string): unknown[] {
  return new Proxy<unknown[]>([], {
    get(target, key, receiver) {
      if (key === 'constructor') return Reflect.get(target, key, receiver);
      throw new UnknownValueError(variable);
    },
    getPrototypeOf: target => Reflect.getPrototypeOf(target),
  });
}
