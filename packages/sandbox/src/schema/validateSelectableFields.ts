import { OpenApiSchema } from '@mini-atlas/kro';
import {
  duplicate,
  FieldCause,
  invalid,
  required,
  tooMany,
} from './fieldCause';
import { isRecord } from './keywords';
import { schemaAtPath } from './schemaAtPath';

const MOST = 8;
const TYPES = ['string', 'boolean', 'integer'];

/** Checks the fields of a CRD's version by which objects may be selected. `path` is that of their list. */
export function validateSelectableFields(
  fields: unknown,
  schema: OpenApiSchema,
  path: string,
): FieldCause[] {
  const seen = new Set<string>();
  const causes = (Array.isArray(fields) ? fields : []).flatMap(
    (field, index) => {
      const at = `${path}[${index}].jsonPath`;
      const jsonPath =
        isRecord(field) && typeof field.jsonPath === 'string'
          ? field.jsonPath
          : '';
      return jsonPath === ''
        ? [required(at)]
        : validateField(jsonPath, schema, at, seen);
    },
  );
  return seen.size > MOST
    ? [...causes, tooMany(path, seen.size, MOST)]
    : causes;
}

function validateField(
  jsonPath: string,
  schema: OpenApiSchema,
  at: string,
  seen: Set<string>,
): FieldCause[] {
  const found = schemaAtPath(schema, jsonPath, false);
  if ('error' in found) {
    return [invalid(at, jsonPath, `is an invalid path: ${found.error}`)];
  }
  const isKnown = seen.has(found.path);
  seen.add(found.path);
  return [
    ...(found.root === 'metadata'
      ? [invalid(at, jsonPath, 'must not point to fields in metadata')]
      : []),
    ...(TYPES.includes(found.schema.type ?? '')
      ? []
      : [
          invalid(
            at,
            jsonPath,
            'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
          ),
        ]),
    ...(isKnown ? [duplicate(at, jsonPath)] : []),
  ];
}
