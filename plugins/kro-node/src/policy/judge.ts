import { RuleFailure } from '@mini-atlas/kro';
import { AdmissionPolicy } from './admissionPolicy';
import { AdmittedObject } from './admittedObject';
import { isInReach, matchesConstraints } from './matchConstraints';
import { policyInputOf } from './policyInput';
import { messageOf, PolicyInput } from './policyProgram';

/**
 * What a policy makes of an object. `unjudged`: it cannot be told before the object is applied; never taken for passed.
 * `reason` is the broken rule in the policy's words, or why it cannot be told.
 */
export type Judgement =
  | { outcome: 'passed' }
  | { outcome: 'unjudged'; reason: string }
  | { outcome: 'broken'; reason: string; isAboutName?: boolean };

const PASSED: Judgement = { outcome: 'passed' };

function unjudged(reason: string): Judgement {
  return { outcome: 'unjudged', reason };
}

function broken(reason: string) {
  return { outcome: 'broken' as const, reason };
}

/** What a policy makes of an object; `undefined` when it is not about it. */
export function judge(
  policy: AdmissionPolicy,
  admitted: AdmittedObject,
): Judgement | undefined {
  const isMeant = [
    isInReach(policy.namespace, admitted),
    ...policy.constraints.map(one => matchesConstraints(one, admitted)),
  ];
  if (isMeant.includes(false)) return undefined;
  if (isMeant.includes(undefined)) {
    return unjudged('whether it is about this depends on labels not known yet');
  }
  if (policy.beyond) return unjudged(policy.beyond);
  const input = policyInputOf(admitted);
  const condition = conditionsOf(policy, input);
  if (condition !== 'met') return condition;
  const judgement = validationsOf(policy, policy.program.withVariables(input));
  return judgement.outcome === 'broken'
    ? exceptionOf(policy, input) ?? judgement
    : judgement;
}

/** `undefined` when a condition is false: the policy is not about the object then. */
function conditionsOf(
  { program, onError }: AdmissionPolicy,
  input: PolicyInput,
): 'met' | Judgement | undefined {
  const failures: RuleFailure[] = [];
  for (const condition of program.matchConditions) {
    const outcome = condition.evaluate(input);
    if ('failure' in outcome) failures.push(outcome.failure);
    else if (outcome.value !== true) return undefined;
  }
  const open = failures.find(({ kind }) => kind !== 'error');
  if (open) return unjudged(open.message);
  if (failures.length === 0) return 'met';
  return onError === 'enforce'
    ? broken(`a condition of it fails: ${failures[0].message}`)
    : undefined;
}

/** The first rule that is surely broken decides; else one that is open. */
function validationsOf(
  { program, onError }: AdmissionPolicy,
  input: PolicyInput,
): Judgement {
  let open: Judgement | undefined;
  for (const validation of program.validations) {
    const outcome = validation.expression.evaluate(input);
    if ('value' in outcome) {
      if (outcome.value === true) continue;
      return {
        ...broken(messageOf(validation, input)),
        isAboutName: validation.expression.readsNameOnly,
      };
    } else if (outcome.failure.kind !== 'error') {
      open ??= unjudged(outcome.failure.message);
    } else if (onError !== 'ignore') {
      return broken(`a rule of it fails: ${outcome.failure.message}`);
    }
  }
  return open ?? PASSED;
}

/** Whether an exception may let the object pass: whether Kyverno heeds exceptions is not written in the cluster. */
function exceptionOf(
  { exceptions }: AdmissionPolicy,
  input: PolicyInput,
): Judgement | undefined {
  const perhaps = exceptions.find(({ program }) =>
    program.matchConditions.every(condition => {
      const outcome = condition.evaluate(input);
      return 'failure' in outcome || outcome.value === true;
    }),
  );
  return (
    perhaps && unjudged(`the PolicyException ${perhaps.name} may let it pass`)
  );
}
