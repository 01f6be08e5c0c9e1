import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { SpecProblem } from '@mini-atlas/backstage-plugin-kro-node';

const ID = { id: 'schema', title: 'Fields' };

/** One check for each field that is not allowed; one that passed when all are. What is missing is no check. */
export function checkSchema(problems: SpecProblem[]): Check[] {
  if (problems.length === 0) {
    return [
      {
        ...ID,
        outcome: 'passed',
        message: 'Every field is as the abstraction allows',
      },
    ];
  }
  return problems
    .filter(({ missing }) => !missing)
    .map(({ field, message }) => ({
      ...ID,
      outcome: 'refused',
      message,
      field,
    }));
}
