import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { InvalidFieldError } from '@mini-atlas/backstage-plugin-kro-node';

/**
 * Runs one rule and adds how it came out to `checks`. What it does not allow becomes a refused check, and there is no
 * value; any other failure is thrown.
 */
export function attempt<T>(
  checks: Check[],
  check: { id: string; title: string; passed: string },
  rule: () => T,
): T | undefined {
  const { id, title, passed } = check;
  try {
    const value = rule();
    checks.push({ id, title, outcome: 'passed', message: passed });
    return value;
  } catch (error) {
    if (!(error instanceof InvalidFieldError)) throw error;
    const { message, field } = error;
    checks.push({ id, title, outcome: 'refused', message, field });
    return undefined;
  }
}
