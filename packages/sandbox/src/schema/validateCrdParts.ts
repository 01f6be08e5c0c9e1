import { FieldCause, invalid, required } from './fieldCause';
import { fieldsOf, Fields, textAt } from './crdFields';
import { isRecord } from './keywords';
import { validateCrdSchema } from './validateCrdSchema';
import { validateSelectableFields } from './validateSelectableFields';

const COLUMN_FORMATS = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];

/** The parts of a CRD's version that say what its objects are and how they are shown. */
export const CRD_PARTS = [
  'schema',
  'subresources',
  'additionalPrinterColumns',
  'selectableFields',
] as const;
export type CrdPart = (typeof CRD_PARTS)[number];

/** What is wrong with a part of a version; `path` is where the messages say that it stands. */
export function validateCrdPart(
  part: CrdPart,
  version: Fields,
  path: string,
): FieldCause[] {
  const schema = fieldsOf(version.schema).openAPIV3Schema;
  switch (part) {
    case 'schema':
      return isRecord(schema)
        ? validateCrdSchema(schema, `${path}.openAPIV3Schema`)
        : [];
    case 'subresources': {
      const { scale } = fieldsOf(version.subresources);
      return isRecord(scale) ? validateScale(scale, path) : [];
    }
    case 'additionalPrinterColumns':
      return validateColumns(version.additionalPrinterColumns, path);
    default:
      return validateSelectableFields(
        version.selectableFields,
        isRecord(schema) ? schema : {},
        path,
      );
  }
}

function validateScale(scale: Fields, path: string): FieldCause[] {
  const selector = textAt(scale, 'labelSelectorPath');
  const wanted = [
    ['specReplicasPath', '.spec'],
    ['statusReplicasPath', '.status'],
  ];
  const counts = wanted.flatMap(([key, root]) => {
    const text = textAt(scale, key);
    const field = `${path}.scale.${key}`;
    return text === ''
      ? [required(field)]
      : validatePath(text, field, [root], `under ${root}`);
  });
  return selector === ''
    ? counts
    : [
        ...counts,
        ...validatePath(
          selector,
          `${path}.scale.labelSelectorPath`,
          ['.spec', '.status'],
          'under either .spec or .status',
        ),
      ];
}

function validatePath(
  text: string,
  field: string,
  roots: string[],
  where: string,
): FieldCause[] {
  if (!text.startsWith('.')) return [notSimple(field, text)];
  return roots.some(root => text.startsWith(`${root}.`))
    ? []
    : [invalid(field, text, `should be a json path ${where}`)];
}

function notSimple(field: string, text: string): FieldCause {
  return invalid(field, text, 'must be a simple json path starting with .');
}

function validateColumns(columns: unknown, path: string): FieldCause[] {
  const types = ['boolean', 'date', 'integer', 'number', 'string'];
  return (Array.isArray(columns) ? columns : []).flatMap((column, index) => {
    const fields = fieldsOf(column);
    const type = textAt(fields, 'type');
    const at = `${path}[${index}]`;
    const format = textAt(fields, 'format');
    const jsonPath = textAt(fields, 'jsonPath');
    const oneOf = `must be one of ${types.join(',')}`;
    return [
      ...(textAt(fields, 'name') === '' ? [required(`${at}.name`)] : []),
      ...(type === '' ? [required(`${at}.type`, oneOf)] : []),
      ...(type !== '' && !types.includes(type)
        ? [invalid(`${at}.type`, type, oneOf)]
        : []),
      ...(format !== '' && !COLUMN_FORMATS.includes(format)
        ? [
            invalid(
              `${at}.format`,
              format,
              `must be one of ${COLUMN_FORMATS.join(',')}`,
            ),
          ]
        : []),
      ...(jsonPath === '' ? [required(`${at}.JSONPath`)] : []),
      ...(jsonPath !== '' && !jsonPath.startsWith('.')
        ? [notSimple(`${at}.JSONPath`, jsonPath)]
        : []),
    ];
  });
}
