import { KNOWN_AFTER_APPLY } from '@mini-atlas/kro';
import { listAt, textAt, valueAt } from '../present/objectFields';
import { parseApiVersion } from '../types/crdTypes';
import {
  AdmittedObject,
  isNamespace,
  operationOf,
  requestNamespace,
} from './admittedObject';
import { selects } from './labelSelector';

/**
 * Whether an object is what the `MatchResources` of `admissionregistration.k8s.io/v1` are about; `undefined` when that
 * cannot be known yet. Follows `pkg/admission/plugin/policy/matching` and `webhook/predicates` of the API server, which
 * Kyverno uses, too.
 */
export function matchesConstraints(
  constraints: unknown,
  admitted: AdmittedObject,
): boolean | undefined {
  const answers = [
    matchesNamespace(valueAt(constraints, 'namespaceSelector'), admitted),
    selectsObject(valueAt(constraints, 'objectSelector'), admitted),
    not(matchesAny(listAt(constraints, 'excludeResourceRules'), admitted)),
    matchesRules(listAt(constraints, 'resourceRules'), admitted),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

/** What is in no namespace is never passed over. */
function matchesNamespace(
  selector: unknown,
  admitted: AdmittedObject,
): boolean | undefined {
  if (!admitted.type.namespaced && !isNamespace(admitted.type)) return true;
  if (selects(selector, {}) === true && isEmpty(selector)) return true;
  return (
    admitted.namespaceLabels && selects(selector, admitted.namespaceLabels)
  );
}

function isEmpty(selector: unknown): boolean {
  return (
    Object.keys(Object(valueAt(selector, 'matchLabels'))).length === 0 &&
    listAt(selector, 'matchExpressions').length === 0
  );
}

/** It is enough that the new or the old object is selected. */
function selectsObject(
  selector: unknown,
  { object, old }: AdmittedObject,
): boolean | undefined {
  const now = selects(selector, object.metadata.labels ?? {});
  const before = old && selects(selector, old.metadata.labels ?? {});
  return now || before ? true : now;
}

/** Without rules everything is meant. */
function matchesRules(
  rules: unknown[],
  admitted: AdmittedObject,
): boolean | undefined {
  return rules.length === 0 ? true : matchesAny(rules, admitted);
}

function matchesAny(
  rules: unknown[],
  admitted: AdmittedObject,
): boolean | undefined {
  const answers = rules.map(rule => matchesRule(rule, admitted));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function matchesRule(
  rule: unknown,
  admitted: AdmittedObject,
): boolean | undefined {
  const { group, version } = parseApiVersion(admitted.type.apiVersion);
  const takes = (field: string, ...values: string[]) =>
    ['*', ...values].some(value => listAt(rule, field).includes(value));
  const isMeant =
    inScope(textAt(rule, 'scope'), admitted) &&
    takes('operations', operationOf(admitted)) &&
    takes('apiGroups', group) &&
    takes('apiVersions', version) &&
    takes(
      'resources',
      admitted.type.plural,
      '*/*',
      `${admitted.type.plural}/*`,
    );
  return isMeant && hasName(listAt(rule, 'resourceNames'), admitted);
}

function inScope(scope: string | undefined, admitted: AdmittedObject): boolean {
  const isNamespaced = admitted.type.namespaced;
  if (scope === 'Namespaced') return isNamespaced;
  return scope !== 'Cluster' || !isNamespaced;
}

function hasName(
  names: unknown[],
  { object }: AdmittedObject,
): boolean | undefined {
  if (names.length === 0) return true;
  const { name } = object.metadata;
  return name === KNOWN_AFTER_APPLY ? undefined : names.includes(name);
}

/** Whether a policy that is in a namespace is about what is in it. */
export function isInReach(
  policyNamespace: string | undefined,
  admitted: AdmittedObject,
): boolean | undefined {
  if (policyNamespace === undefined) return true;
  const namespace = requestNamespace(admitted);
  return namespace === KNOWN_AFTER_APPLY
    ? undefined
    : namespace === policyNamespace;
}
