import { OpenApiSchema } from '../contract';
import { GraphError } from '../graphError';
import { compilePattern } from '../schema/pattern';
import { Marker, MarkerName } from './markers';

interface Target {
  /** The field's own schema; changed in place. */
  schema: OpenApiSchema;
  /** The field's name. */
  field: string;
  /** Names of the parent's required fields; added to. */
  required: string[];
}

type Applier = (target: Target, value: string) => void;

function integer(name: string, value: string): number {
  if (!/^[+-]?\d+$/.test(value)) {
    throw new GraphError(
      `failed to parse ${name} value: "${value}" is not an integer`,
    );
  }
  return Number(value);
}

function decimal(name: string, value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) {
    throw new GraphError(
      `failed to parse ${name} value: "${value}" is not a number`,
    );
  }
  return number;
}

/** The texts Go's `strconv.ParseBool` takes. */
function boolean(name: string, value: string): boolean {
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true;
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false;
  throw new GraphError(
    `failed to parse ${name} marker value: "${value}" is neither true nor false`,
  );
}

function onlyFor(type: 'string' | 'array', name: MarkerName, apply: Applier) {
  return (target: Target, value: string) => {
    if (target.schema.type !== type) {
      throw new GraphError(
        `${name} marker is only valid for ${type} types, got type: ${target.schema.type}`,
      );
    }
    apply(target, value);
  };
}

function addRule(schema: OpenApiSchema, rule: string, message: string) {
  const rules = schema['x-kubernetes-validations'];
  schema['x-kubernetes-validations'] = [
    ...(Array.isArray(rules) ? rules : []),
    { rule, message },
  ];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphError(`default value is not valid JSON: ${text}`);
  }
}

function defaultValue(type: string | undefined, value: string): unknown {
  switch (type) {
    case 'string':
      // KRO puts the text between quotes without escaping it: a quote in it breaks the JSON.
      return json(`"${value}"`);
    case 'integer':
      if (!/^[+-]?\d+$/.test(value)) {
        throw new GraphError(
          `default value must be a valid integer, got: ${value}`,
        );
      }
      return Number(value);
    case 'number':
      return decimal('default', value);
    case 'boolean':
      return boolean('default', value);
    default:
      return json(value);
  }
}

function enumValues(type: string | undefined, value: string): unknown[] {
  return value.split(',').map(part => {
    const text = part.trim();
    if (!text) throw new GraphError('empty enum values are not allowed');
    if (type === 'string') return text;
    if (type === 'integer') return integer('integer enum', text);
    throw new GraphError(
      `enum values only supported for string and integer types, got type: ${type}`,
    );
  });
}

function setListType(schema: OpenApiSchema, value: string) {
  const before = schema['x-kubernetes-list-type'];
  if (before !== undefined && before !== value) {
    throw new GraphError(
      `listType attempting to overwrite set type of ${before}, this can happen if you set contradictory markers like uniqueItems=true listType=map`,
    );
  }
  schema['x-kubernetes-list-type'] = value;
}

function setPattern(schema: OpenApiSchema, value: string) {
  if (!value) throw new GraphError('pattern marker value cannot be empty');
  try {
    compilePattern(value);
  } catch (error) {
    throw new GraphError(`invalid pattern regex: ${String(error)}`);
  }
  schema.pattern = value;
}

function addMapKey(schema: OpenApiSchema, value: string) {
  const before = schema['x-kubernetes-list-map-keys'];
  const keys: unknown[] = Array.isArray(before) ? before : [];
  if (keys.includes(value)) {
    throw new GraphError(`duplicate listMapKey marker, value ${value}`);
  }
  schema['x-kubernetes-list-map-keys'] = [...keys, value];
}

const APPLIERS: Record<MarkerName, Applier> = {
  required: ({ required, field }, value) => {
    if (boolean('required', value)) required.push(field);
  },
  default: ({ schema }, value) => {
    schema.default = defaultValue(schema.type, value);
  },
  description: ({ schema }, value) => {
    schema.description = value;
  },
  minimum: ({ schema }, value) => {
    schema.minimum = decimal('minimum', value);
  },
  maximum: ({ schema }, value) => {
    schema.maximum = decimal('maximum', value);
  },
  validation: ({ schema }, value) => {
    if (!value.trim()) throw new GraphError('validation failed');
    addRule(schema, value, 'validation failed');
  },
  immutable: ({ schema }, value) => {
    if (boolean('immutable', value)) {
      addRule(schema, 'self == oldSelf', 'field is immutable');
    }
  },
  enum: ({ schema }, value) => {
    schema.enum = enumValues(schema.type, value);
  },
  pattern: onlyFor('string', 'pattern', ({ schema }, value) =>
    setPattern(schema, value),
  ),
  minLength: onlyFor('string', 'minLength', ({ schema }, value) => {
    schema.minLength = integer('minLength', value);
  }),
  maxLength: onlyFor('string', 'maxLength', ({ schema }, value) => {
    schema.maxLength = integer('maxLength', value);
  }),
  minItems: onlyFor('array', 'minItems', ({ schema }, value) => {
    schema.minItems = integer('minItems', value);
  }),
  maxItems: onlyFor('array', 'maxItems', ({ schema }, value) => {
    schema.maxItems = integer('maxItems', value);
  }),
  uniqueItems: onlyFor('array', 'uniqueItems', ({ schema }, value) => {
    if (boolean('uniqueItems', value)) setListType(schema, 'set');
  }),
  listType: onlyFor('array', 'listType', ({ schema }, value) => {
    if (!['atomic', 'set', 'map'].includes(value)) {
      throw new GraphError(
        `unsupported value for listType ${value}, needs to be one of atomic, set, or map`,
      );
    }
    setListType(schema, value);
  }),
  listMapKey: onlyFor('array', 'listMapKey', ({ schema }, value) =>
    addMapKey(schema, value),
  ),
};

/**
 * Applies markers to a field's schema, in order.
 *
 * @returns the names to add to the parent's `required`
 * @throws GraphError with KRO's words where a marker does not fit the type
 */
export function applyMarkers(
  schema: OpenApiSchema,
  markers: Marker[],
  field: string,
): string[] {
  const required: string[] = [];
  for (const marker of markers) {
    APPLIERS[marker.name]({ schema, field, required }, marker.value);
  }
  const listType = schema['x-kubernetes-list-type'];
  if (schema['x-kubernetes-list-map-keys'] && listType !== 'map') {
    throw new GraphError(
      `listMapKey set while listType is ${
        listType === undefined ? 'unset' : `set to ${String(listType)}`
      }, listType must be set to map`,
    );
  }
  return required;
}
