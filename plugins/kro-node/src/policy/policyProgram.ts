import {
  lazyFields,
  RuleOutcome,
  RuleProgram,
  UnsupportedExpressionError,
} from '@mini-atlas/kro';
import { listAt, textAt } from '../present/objectFields';

/** What the expressions of a policy may read here; `params` and `authorizer` only the cluster has. */
const VARIABLES = [
  'object',
  'oldObject',
  'request',
  'namespaceObject',
  'variables',
];

const NAMES = ['object.metadata.name', 'request.name'];

/** Values of those, but for `variables`: these are the policy's own. */
export type PolicyInput = Record<string, unknown>;

/** An expression of a policy: compiled when it is first needed, so that the others still count where it cannot be. */
class PolicyExpression {
  private program: RuleProgram | undefined;

  constructor(readonly source: string) {}

  evaluate(input: PolicyInput): RuleOutcome {
    try {
      return this.compiled().evaluate(input);
    } catch (error) {
      if (!(error instanceof UnsupportedExpressionError)) throw error;
      return { failure: { kind: 'unsupported', message: error.reason } };
    }
  }

  /** The value for other expressions to read; throws what stands in the way. */
  compute(input: PolicyInput): unknown {
    return this.compiled().compute(input);
  }

  /** Whether nothing but the name of the object decides. Throws what stands in the way of compiling. */
  get readsNameOnly(): boolean {
    const { reads } = this.compiled();
    return reads.length > 0 && reads.every(text => NAMES.includes(text));
  }

  private compiled(): RuleProgram {
    this.program ??= RuleProgram.compile(this.source, VARIABLES);
    return this.program;
  }
}

/** One rule of a policy. */
export interface PolicyValidation {
  expression: PolicyExpression;
  message?: string;
  messageExpression?: PolicyExpression;
}

/** The expressions of a policy's spec, Kyverno's and Kubernetes' alike. */
export interface PolicyProgram {
  matchConditions: PolicyExpression[];
  validations: PolicyValidation[];
  /** What validations see of an object, the policy's variables included. */
  withVariables(input: PolicyInput): PolicyInput;
}

function expressionAt(
  item: unknown,
  field: string,
): PolicyExpression | undefined {
  const source = textAt(item, field);
  return source === undefined ? undefined : new PolicyExpression(source);
}

/** Reads the expressions off the spec of a policy. */
export function policyProgramOf(spec: unknown): PolicyProgram {
  const variables = listAt(spec, 'variables').flatMap(item => {
    const expression = expressionAt(item, 'expression');
    return expression ? [{ name: textAt(item, 'name') ?? '', expression }] : [];
  });
  return {
    matchConditions: listAt(spec, 'matchConditions').flatMap(
      item => expressionAt(item, 'expression') ?? [],
    ),
    validations: listAt(spec, 'validations').flatMap(item => {
      const expression = expressionAt(item, 'expression');
      if (!expression) return [];
      const message = textAt(item, 'message');
      const messageExpression = expressionAt(item, 'messageExpression');
      return [
        {
          expression,
          ...(message ? { message } : {}),
          ...(messageExpression ? { messageExpression } : {}),
        },
      ];
    }),
    withVariables(input) {
      const whole: PolicyInput = { ...input };
      whole.variables = lazyFields(
        Object.fromEntries(
          variables.map(({ name, expression }) => [
            name,
            () => expression.compute(whole),
          ]),
        ),
      );
      return whole;
    },
  };
}

/** What a rule says of an object that breaks it. */
export function messageOf(
  { expression, message, messageExpression }: PolicyValidation,
  input: PolicyInput,
): string {
  const computed = messageExpression?.evaluate(input);
  const text =
    computed && 'value' in computed && typeof computed.value === 'string'
      ? computed.value.trim()
      : '';
  if (text && !text.includes('\n')) return text;
  return message?.trim() || `failed expression: ${expression.source.trim()}`;
}
