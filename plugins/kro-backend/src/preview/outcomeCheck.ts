import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { Plan } from '@mini-atlas/kro';

const ID = { id: 'outcome', title: 'Children' };

/** Whether anything comes of an order: KRO would call an instance ready of which every child is skipped. */
export function checkOutcome(plan: Plan): Check[] {
  if (plan.error) {
    return [
      {
        ...ID,
        outcome: 'refused',
        message: `KRO could never make anything of it: ${plan.error}`,
      },
    ];
  }
  const made = plan.nodes.filter(node => node.outcome !== 'external');
  const impossible = made.filter(node => node.outcome === 'error');
  if (impossible.length > 0) {
    return impossible.map(node => ({
      ...ID,
      outcome: 'refused',
      message: `${node.kind} (${node.id}) can never be made: ${
        node.reason ?? 'its expressions fail'
      }`,
    }));
  }
  if (made.length > 0 && made.every(node => node.outcome === 'skipped')) {
    return [
      {
        ...ID,
        outcome: 'refused',
        message: `Nothing would come of it: ${
          made[0].reason ?? 'every child is skipped'
        }`,
        field: 'name',
      },
    ];
  }
  const count = made.flatMap(node => node.objects).length;
  return [
    { ...ID, outcome: 'passed', message: `KRO will make ${count} objects` },
  ];
}
