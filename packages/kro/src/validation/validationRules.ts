import { checkedExpression } from '../cel/checkedExpression';
import { dynamicScope } from '../cel/environment';
import { celMessage, classifyFailure } from '../cel/celError';
import { isFailure, Expression } from '../cel/expression';
import { UnsupportedExpressionError } from '../cel/unsupportedExpression';
import { OpenApiSchema } from '../contract';
import { isJsonObject } from '../json';
import { foldAllOf, itemSchema, propertySchema } from '../schema/openApi';
import { fieldBelow } from './fieldError';
import { ruleValue } from './ruleValue';
import { Optional } from '@marcbachmann/cel-js';

/** A rule that a value breaks. */
export interface RuleViolation {
  path: string;
  message: string;
  /** E.g. `FieldValueInvalid`, `FieldValueForbidden`. */
  reason: string;
  /** Of the value that the rule is about. */
  valuePath: string;
  /** The type of the value in the schema, where the rule failed on it. */
  failedOn?: string;
  /** It did not come with the update: the rule looks at the value alone, and that is what it was before. */
  stood: boolean;
}

interface Rule {
  program: Expression;
  text: string;
  message?: string;
  messageExpression?: Expression;
  reason: string;
  fieldPath?: string;
  /** Whether it compares with the old value. */
  transition: boolean;
  optionalOldSelf: boolean;
}

const scope = dynamicScope(['self', 'oldSelf']);

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value : undefined;
}

const compiled = new WeakMap<OpenApiSchema, Rule[]>();

function rulesOf(schema: OpenApiSchema): Rule[] {
  const known = compiled.get(schema);
  if (known) return known;
  const list = schema['x-kubernetes-validations'];
  const rules = (Array.isArray(list) ? list.filter(isJsonObject) : []).map(
    raw => {
      const source = text(raw.rule) ?? '';
      const program = checkedExpression(source, scope);
      const messageSource = text(raw.messageExpression);
      return {
        program,
        text: source,
        message: text(raw.message),
        messageExpression: messageSource
          ? checkedExpression(messageSource, scope)
          : undefined,
        reason: text(raw.reason) ?? 'FieldValueInvalid',
        fieldPath: text(raw.fieldPath),
        transition: program.variables.includes('oldSelf'),
        optionalOldSelf: raw.optionalOldSelf === true,
      };
    },
  );
  compiled.set(schema, rules);
  return rules;
}

function messageOf(rule: Rule, context: Record<string, unknown>): string {
  const computed = rule.messageExpression?.evaluate(context);
  if (computed && !isFailure(computed)) {
    const message = text(computed.value);
    if (message && !message.includes('\n')) return message;
  }
  return rule.message ?? `failed rule: ${rule.text}`;
}

function pathOf(rule: Rule, path: string): string {
  return rule.fieldPath ? `${path}${rule.fieldPath}`.replace(/^\./, '') : path;
}

/** In cel-go's words. */
function failureMessage(error: unknown): string {
  return celMessage(error).replace(
    /^index out of bounds, index (-?\d+).*$/s,
    'index out of bounds: $1',
  );
}

function violation(
  rule: Rule,
  context: Record<string, unknown>,
  path: string,
  stood: boolean,
  type: string,
): RuleViolation | undefined {
  let result: unknown;
  try {
    result = rule.program.compute(context);
  } catch (error) {
    const { kind } = classifyFailure(error);
    if (kind === 'fatal' && /no matching overload/.test(celMessage(error))) {
      throw new UnsupportedExpressionError(rule.text, celMessage(error));
    }
    return {
      path,
      message: `${failureMessage(error)} evaluating rule: ${
        rule.message ?? rule.text
      }`,
      failedOn: type,
      reason: 'FieldValueInvalid',
      valuePath: path,
      stood: false,
    };
  }
  if (result === true) return undefined;
  return {
    path: pathOf(rule, path),
    message: messageOf(rule, context),
    reason: rule.reason,
    valuePath: path,
    stood: !rule.transition && stood,
  };
}

function ownViolations(
  schema: OpenApiSchema,
  value: unknown,
  old: unknown,
  path: string,
  stood: boolean,
): RuleViolation[] {
  const rules = rulesOf(schema).filter(
    rule => !rule.transition || rule.optionalOldSelf || old !== undefined,
  );
  if (rules.length === 0) return [];
  const self = ruleValue(value, schema);
  const before = old === undefined ? undefined : ruleValue(old, schema);
  return rules.flatMap(rule => {
    const context: Record<string, unknown> = { self };
    if (rule.transition) {
      context.oldSelf = rule.optionalOldSelf ? optional(before) : before;
    }
    return violation(rule, context, path, stood, schema.type ?? '') ?? [];
  });
}

function optional(value: unknown): Optional {
  return value === undefined ? Optional.none() : Optional.of(value);
}

/** The old item that a new one continues: only lists of type map have one. */
function oldItem(old: unknown, item: unknown, schema: OpenApiSchema): unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!Array.isArray(old) || !Array.isArray(keys) || !isJsonObject(item)) {
    return undefined;
  }
  return old.find(
    other =>
      isJsonObject(other) &&
      keys.every(key => typeof key === 'string' && other[key] === item[key]),
  );
}

/** Whether two JSON values are the same, whatever the order of their fields. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      one.every((item, i) => isEqual(item, other[i]))
    );
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      key => Object.hasOwn(other, key) && isEqual(one[key], other[key]),
    )
  );
}

/**
 * Evaluates the `x-kubernetes-validations` of a schema and of everything inside it.
 *
 * @param oldValue - the stored value on update; undefined on create, when rules that use `oldSelf` are skipped
 * @param path - of the value, put in front of the paths of the violations
 * @param around - whether what the value is in did not change
 * @throws UnsupportedExpressionError for a rule that uses what this package lacks
 */
export function evaluateValidationRules(
  raw: OpenApiSchema,
  value: unknown,
  oldValue: unknown,
  path = '',
  around = false,
): RuleViolation[] {
  if (value === null || value === undefined) return [];
  const schema = foldAllOf(raw);
  const stood = oldValue === undefined ? around : isEqual(value, oldValue);
  const own = ownViolations(schema, value, oldValue, path, stood);
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return items
      ? own.concat(
          value.flatMap((item, i) =>
            evaluateValidationRules(
              items,
              item,
              oldItem(oldValue, item, schema),
              fieldBelow(path, i),
              stood,
            ),
          ),
        )
      : own;
  }
  if (!isJsonObject(value)) return own;
  return own.concat(
    Object.entries(value).flatMap(([name, field]) => {
      const child = propertySchema(schema, name);
      const old = isJsonObject(oldValue) ? oldValue[name] : undefined;
      const isProperty =
        schema.properties && Object.hasOwn(schema.properties, name);
      const at = isProperty ? fieldBelow(path, name) : `${path}[${name}]`;
      return child ? evaluateValidationRules(child, field, old, at, stood) : [];
    }),
  );
}
