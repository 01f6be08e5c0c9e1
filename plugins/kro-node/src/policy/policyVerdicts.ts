import { KubernetesObject } from '@mini-atlas/kro';
import { AdmissionPolicy } from './admissionPolicy';
import { AdmittedObject } from './admittedObject';
import { judge } from './judge';

/**
 * What one policy of the cluster says of what an order makes.
 * - `passed`: it is about some of it and has nothing against it
 * - `refused`: the cluster will not take it
 * - `warned`: the cluster takes it and notes that it should not be so
 * - `unjudged`: that cannot be told before it is applied
 */
export interface PolicyVerdict {
  outcome: 'passed' | 'refused' | 'warned' | 'unjudged';
  /** A sentence that names policy, objects and rule. */
  message: string;
  /** Name of the policy; absent where it is about policies that cannot be read. */
  policy?: string;
  /** The rule is about the name alone. */
  field?: 'name';
}

interface Finding {
  outcome: PolicyVerdict['outcome'];
  reason: string;
  policy: AdmissionPolicy;
  objects: KubernetesObject[];
  isAboutName?: boolean;
}

/** `WebApplication shop/web`. */
function nameOf({ kind, metadata }: KubernetesObject): string {
  const { name = '', namespace } = metadata;
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

function sentenceOf({ outcome, reason, policy, objects }: Finding): string {
  const where = policy.namespace ? ` of ${policy.namespace}` : '';
  const name = `${policy.name} (${policy.kind}${where})`;
  const what = LIST.format(objects.map(nameOf));
  switch (outcome) {
    case 'refused':
      return `Policy ${name} refuses ${what}: ${reason}`;
    case 'warned':
      return `Policy ${name} warns of ${what}: ${reason}`;
    case 'unjudged':
      return `Policy ${name} cannot be judged before apply for ${what}: ${reason}`;
    default:
      return `Policy ${name} lets ${what} pass`;
  }
}

function findingOf(
  policy: AdmissionPolicy,
  admitted: AdmittedObject,
): Omit<Finding, 'objects'> | undefined {
  const judgement = judge(policy, admitted);
  if (!judgement) return undefined;
  if (judgement.outcome === 'passed') {
    return { policy, outcome: 'passed', reason: '' };
  }
  if (judgement.outcome === 'unjudged') return { policy, ...judgement };
  return {
    policy,
    ...judgement,
    outcome: policy.denies ? 'refused' : 'warned',
  };
}

/** What the policies say of the objects; what one says of several in the same words is one verdict. */
export function policyVerdicts(
  policies: AdmissionPolicy[],
  objects: AdmittedObject[],
): PolicyVerdict[] {
  const findings = new Map<string, Finding>();
  for (const policy of policies) {
    for (const admitted of objects) {
      const found = findingOf(policy, admitted);
      if (!found) continue;
      const { kind, namespace, name } = policy;
      const key = [kind, namespace, name, found.outcome, found.reason].join(
        '\n',
      );
      const known = findings.get(key) ?? { ...found, objects: [] };
      if (!known.objects.includes(admitted.object)) {
        known.objects.push(admitted.object);
      }
      findings.set(key, known);
    }
  }
  return [...findings.values()].map(finding => ({
    outcome: finding.outcome,
    message: sentenceOf(finding),
    policy: finding.policy.name,
    ...(finding.isAboutName ? { field: 'name' } : {}),
  }));
}
