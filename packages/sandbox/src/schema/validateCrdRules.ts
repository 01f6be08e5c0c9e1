import { OpenApiSchema, RuleFault, ruleFaults } from '@mini-atlas/kro';
import {
  FieldCause,
  GoStruct,
  invalid,
  notSupported,
  required,
} from './fieldCause';
import { isRecord, mapValueOf } from './keywords';
import { schemaAtPath } from './schemaAtPath';

const REASONS = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/** The `x-kubernetes-validations` of a schema, as they stand there. */
export function rulesOf(schema: OpenApiSchema): Record<string, unknown>[] {
  const rules = schema['x-kubernetes-validations'];
  return Array.isArray(rules) ? rules.filter(isRecord) : [];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const hasLineBreaks = (text: string) => /[\n\r]/.test(text);

/** What is wrong with the rules of a schema before they are compiled. `path` is that of the schema. */
export function validateCrdRules(
  schema: OpenApiSchema,
  path: string,
): FieldCause[] {
  return rulesOf(schema).flatMap((rule, index) => {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    const reason = textOf(rule.reason);
    return [
      ...validateTexts(rule, at),
      ...(reason === '' || REASONS.includes(reason)
        ? []
        : [notSupported(`${at}.reason`, reason, REASONS)]),
      ...validateFieldPath(schema, textOf(rule.fieldPath), `${at}.fieldPath`),
    ];
  });
}

/**
 * What is wrong with the rules of a schema and of all below it when they are compiled; not looked at where anything else
 * is wrong. `path` is that of the schema.
 */
export function compileCrdRules(
  schema: OpenApiSchema,
  path: string,
  uncorrelatable?: string,
): FieldCause[] {
  const { items, properties = {} } = schema;
  const isKeyed = schema['x-kubernetes-list-type'] === 'map';
  const value = mapValueOf(schema);
  const rules = rulesOf(schema);
  return [
    ...ruleFaults(schema, uncorrelatable).map(
      ({ index, field, message, ofText }) =>
        invalid(
          `${path}.x-kubernetes-validations[${index}].${field}`,
          shownOf(rules[index], field, ofText),
          message,
        ),
    ),
    ...(items
      ? compileCrdRules(
          items,
          `${path}.items`,
          uncorrelatable ?? (isKeyed ? undefined : path),
        )
      : []),
    ...(value
      ? compileCrdRules(value, `${path}.additionalProperties`, uncorrelatable)
      : []),
    ...Object.entries(properties).flatMap(([name, property]) =>
      compileCrdRules(property, `${path}.properties[${name}]`, uncorrelatable),
    ),
  ];
}

function shownOf(
  rule: Record<string, unknown>,
  field: RuleFault['field'],
  ofText: boolean,
): unknown {
  if (field === 'optionalOldSelf') return rule.optionalOldSelf;
  return ofText ? rule.rule : goRule(rule);
}

function goRule(rule: Record<string, unknown>): GoStruct {
  return new GoStruct({
    Rule: textOf(rule.rule),
    Message: textOf(rule.message),
    MessageExpression: textOf(rule.messageExpression),
    Reason: rule.reason ?? null,
    FieldPath: textOf(rule.fieldPath),
    OptionalOldSelf: rule.optionalOldSelf ?? null,
  });
}

function validateTexts(
  fields: Record<string, unknown>,
  at: string,
): FieldCause[] {
  const rule = textOf(fields.rule).trim();
  const message = textOf(fields.message);
  const computed = textOf(fields.messageExpression);
  return [
    ...ruleCause(rule, message, at),
    ...(computed !== '' && computed.trim() === ''
      ? [
          required(
            `${at}.messageExpression`,
            'messageExpression must be non-empty if specified',
          ),
        ]
      : []),
  ];
}

/** The first thing that is wrong with a rule and its message. */
function ruleCause(rule: string, message: string, at: string): FieldCause[] {
  if (rule === '') return [required(`${at}.rule`, 'rule is not specified')];
  if (message !== '' && message.trim() === '') {
    return [
      invalid(`${at}.message`, message, 'must be non-empty if specified'),
    ];
  }
  if (hasLineBreaks(message.trim())) {
    return [invalid(`${at}.message`, message, 'must not contain line breaks')];
  }
  return hasLineBreaks(rule) && message === ''
    ? [
        required(
          `${at}.message`,
          'message must be specified if rule contains line breaks',
        ),
      ]
    : [];
}

function validateFieldPath(
  schema: OpenApiSchema,
  fieldPath: string,
  at: string,
): FieldCause[] {
  if (fieldPath === '') return [];
  return [
    ...(fieldPath.trim() === ''
      ? [invalid(at, fieldPath, 'must be non-empty if specified')]
      : []),
    ...(hasLineBreaks(fieldPath)
      ? [invalid(at, fieldPath, 'must not contain line breaks')]
      : []),
    ...('error' in schemaAtPath(schema, fieldPath)
      ? [invalid(at, fieldPath, 'must be a valid path')]
      : []),
  ];
}
