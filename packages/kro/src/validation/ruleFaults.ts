import type { ASTNode } from '@marcbachmann/cel-js';
import { celTypeOfSchema } from '../cel/celType';
import { celEnvironment, declare } from '../cel/environment';
import { calledFunctions, referencesOf } from '../cel/references';
import { OpenApiSchema } from '../contract';
import { isJsonObject } from '../json';

/** What is wrong with one of the `x-kubernetes-validations` of a schema. */
export interface RuleFault {
  /** Of the rule in its list. */
  index: number;
  field: 'rule' | 'messageExpression' | 'optionalOldSelf';
  /** In the words of the API server. */
  message: string;
  /** Whether the fault is of the text of the rule alone, not of what else belongs to it. */
  ofText: boolean;
}

/** Functions of Kubernetes' CEL that this package lacks; rules that call them are not judged. */
const ELSEWHERE = [
  'cidr',
  'isCIDR',
  'containsCIDR',
  'containsIP',
  'masked',
  'prefixLength',
  'semver',
  'isSemver',
  'isLessThan',
  'isGreaterThan',
  'compareTo',
  'format',
  'validate',
  'sets',
  'contains',
  'intersects',
  'equivalent',
  'url',
  'isURL',
  'sortBy',
  'optMap',
  'optFlatMap',
  'unwrapOpt',
];

const SYNTAX = [
  "'['",
  "'{'",
  "'('",
  "'.'",
  "'-'",
  "'!'",
  "'true'",
  "'false'",
  "'null'",
  'NUM_FLOAT',
  'NUM_INT',
  'NUM_UINT',
  'STRING',
  'BYTES',
  'IDENTIFIER',
].join(', ');

type Environment = ReturnType<typeof celEnvironment>;
type Checked = ReturnType<Environment['check']>;

/**
 * Finds the rules of a schema, not of those below it, that the API server would refuse: what is no CEL, names that
 * there are not, values of other types. Only of scalars the type is known here; of what is in objects and lists nothing
 * is said. What a rule may cost is not estimated.
 *
 * @param uncorrelatable - path of the list around the schema whose items have no identity, where there is one
 */
export function ruleFaults(
  schema: OpenApiSchema,
  uncorrelatable?: string,
): RuleFault[] {
  const rules = schema['x-kubernetes-validations'];
  if (!Array.isArray(rules)) return [];
  const env = environmentOf(schema);
  return rules.filter(isJsonObject).flatMap((rule, index) => {
    const source = textOf(rule.rule);
    if (!source.trim()) return [];
    const faults: RuleFault[] = [];
    const report = (
      field: RuleFault['field'],
      message: string,
      ofText = false,
    ) => faults.push({ index, field, message, ofText });
    const fault = faultOf(env, source, 'bool');
    if (fault) {
      report('rule', fault.replace(/^ERROR/, 'compilation failed: ERROR'));
    } else if (usesOldSelf(env, source)) {
      if (uncorrelatable) {
        report(
          'rule',
          `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`,
          true,
        );
      }
    } else if (rule.optionalOldSelf !== undefined) {
      report(
        'optionalOldSelf',
        'may not be set if oldSelf is not used in rule',
      );
    }
    const computed = textOf(rule.messageExpression);
    const messageFault =
      !fault && computed.trim() ? faultOf(env, computed, 'string') : undefined;
    if (messageFault) {
      report(
        'messageExpression',
        messageFault.replace(
          /^ERROR/,
          'messageExpression compilation failed: ERROR',
        ),
      );
    }
    return faults;
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function environmentOf(schema: OpenApiSchema): Environment {
  const type = celTypeOfSchema(schema);
  const name = type.is === 'scalar' ? type.name : 'dyn';
  const env = celEnvironment(['self', 'oldSelf']);
  declare(env, 'self', name);
  // Where it may be missing it is an optional.
  declare(env, 'oldSelf', 'dyn');
  return env;
}

/** Whether a rule, which can be read, compares with the old value. */
function usesOldSelf(env: Environment, source: string): boolean {
  return referencesOf(env.parse(source).ast).some(
    ({ root }) => root === 'oldSelf',
  );
}

function faultOf(
  env: Environment,
  source: string,
  wanted: 'bool' | 'string',
): string | undefined {
  let ast: ASTNode;
  try {
    ast = env.parse(source).ast;
  } catch (error) {
    return faultText(source, error);
  }
  const called = [...calledFunctions(ast)];
  if (called.some(name => ELSEWHERE.includes(name))) return undefined;
  const checked: Checked = env.check(source);
  if (!checked.valid) return faultText(source, checked.error);
  const unknown = called.find(name => !isFunction(env, name));
  if (unknown) return undeclared(source, unknown);
  const type = String(checked.type);
  if (type === wanted || /dyn|^[A-Z]$/.test(type)) return undefined;
  return wanted === 'bool'
    ? 'cel expression must evaluate to a bool'
    : 'messageExpression must evaluate to a string';
}

function isFunction(env: Environment, name: string): boolean {
  return (
    ['has', 'bind'].includes(name) ||
    env.getDefinitions().functions.some(known => known.name === name)
  );
}

interface EngineError {
  code: string;
  summary: string;
  node?: { pos?: number };
}

function isEngineError(error: unknown): error is EngineError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'summary' in error &&
    typeof error.code === 'string' &&
    typeof error.summary === 'string'
  );
}

/** An error of the engine in cel-go's words; undefined for those that say what only this engine does not take. */
function faultText(source: string, error: unknown): string | undefined {
  if (!isEngineError(error)) return undefined;
  const { code, summary, node } = error;
  const at = node?.pos ?? 0;
  switch (code) {
    case 'unexpected_token':
      return /EOF/.test(summary)
        ? located(
            source,
            at,
            `Syntax error: mismatched input '<EOF>' expecting {${SYNTAX}}`,
          )
        : located(source, at, `Syntax error: ${summary}`);
    case 'expected_token':
    case 'unexpected_character':
    case 'unterminated_string':
      return located(source, at, `Syntax error: ${summary}`);
    case 'unknown_variable':
      return undeclaredAt(
        source,
        at,
        summary.replace(/^Unknown variable: /, ''),
      );
    case 'cannot_index_type': {
      const type = /'(\w+)'/.exec(summary)?.[1] ?? '';
      return located(
        source,
        at - 1,
        `type '${type}' does not support field selection`,
      );
    }
    case 'no_such_overload':
      return overloadText(source, summary);
    case 'no_matching_overload': {
      const name = /'(?:[\w<>, ]+\.)?(\w+)\(/.exec(summary)?.[1];
      return name ? undeclared(source, name) : undefined;
    }
    default:
      return undefined;
  }
}

/** A comparison of two scalar types that there is not. Sums and the like may be of more types than this engine knows. */
function overloadText(source: string, summary: string): string | undefined {
  const match =
    /^no such overload: (string|int|bool) (==|!=) (string|int|bool)$/.exec(
      summary,
    );
  if (!match) return undefined;
  const [, left, operator, right] = match;
  return located(
    source,
    source.indexOf(operator),
    `found no matching overload for '_${operator}_' applied to '(${left}, ${right})'`,
  );
}

/** A function that there is not, at its first bracket. Known ones with other arguments are let pass. */
function undeclared(source: string, name: string): string | undefined {
  if (isFunction(celEnvironment(), name)) return undefined;
  const at = source.search(new RegExp(`\\b${name}\\s*\\(`));
  return at < 0
    ? undefined
    : undeclaredAt(source, source.indexOf('(', at), name);
}

function undeclaredAt(source: string, at: number, name: string): string {
  return located(
    source,
    at,
    `undeclared reference to '${name}' (in container '')`,
  );
}

/** A message with the place that it is about, as cel-go shows it. */
function located(source: string, at: number, message: string): string {
  const before = source.slice(0, at).split('\n');
  const line = before.length;
  const column = before[line - 1].length;
  const text = source.split('\n')[line - 1];
  return `ERROR: <input>:${line}:${
    column + 1
  }: ${message}\n | ${text}\n | ${'.'.repeat(column)}^`;
}
