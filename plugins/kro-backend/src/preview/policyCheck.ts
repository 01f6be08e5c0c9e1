import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import {
  KroCluster,
  newRefusals,
  Ordered,
  PolicyVerdict,
} from '@mini-atlas/backstage-plugin-kro-node';
import { KubernetesObject } from '@mini-atlas/kro';

const ID = { id: 'policy', title: 'Policies' };

function checkOf(
  outcome: Check['outcome'],
  { message, field }: Pick<PolicyVerdict, 'message' | 'field'>,
): Check {
  return { ...ID, outcome, message, ...(field ? { field } : {}) };
}

/**
 * What policies refuse of the name alone, while the rest of the order is not whole: everything else about it is open.
 */
export function checkPoliciesOfName(
  cluster: Pick<KroCluster, 'policyVerdicts'>,
  manifest: KubernetesObject,
): Check[] {
  return cluster
    .policyVerdicts(manifest, { nodes: [], status: {}, unknownStatus: [] })
    .filter(({ outcome, field }) => outcome === 'refused' && field)
    .map(verdict => checkOf('refused', verdict));
}

/**
 * What the policies of the cluster say of an order, or of an edit that `replaces` what is there. What cannot be told
 * before it is applied is a warning, never passed; what was refused before does not hold an edit up.
 */
export function checkPolicies(
  cluster: Pick<KroCluster, 'policyVerdicts'>,
  now: Ordered,
  replaces?: Ordered,
): Check[] {
  const { refused, refusedBefore, others } = newRefusals(
    cluster,
    now,
    replaces,
  );
  const warned = others.filter(({ outcome }) => outcome !== 'passed');
  const checks: Check[] = [
    ...refused.map(verdict => checkOf('refused', verdict)),
    ...warned.map(verdict => checkOf('warned', verdict)),
    ...refusedBefore.map(({ message }) =>
      checkOf('warned', { message: `${message}. It is so already.` }),
    ),
  ];
  return checks.length > 0
    ? checks
    : [checkOf('passed', { message: passedBy(others) })];
}

const LIST = new Intl.ListFormat('en', { type: 'conjunction' });

/** What lets everything pass: of one policy its sentence, of several their names. */
function passedBy(verdicts: PolicyVerdict[]): string {
  if (verdicts.length === 0) return 'No policy of the cluster is about it';
  if (verdicts.length === 1) return verdicts[0].message;
  const names = new Set(verdicts.flatMap(({ policy }) => policy ?? []));
  return `Policies ${LIST.format([...names].sort())} let it pass`;
}
