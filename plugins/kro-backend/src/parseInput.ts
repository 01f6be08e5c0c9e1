import { InputError } from '@backstage/errors';
import { z } from 'zod';

const LONGEST_SHOWN = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_SHOWN
    ? `${text.slice(0, LONGEST_SHOWN)}…`
    : text;
}

function valueAt(input: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => Object(value)[key], input);
}

/**
 * Reads a query or body.
 *
 * @throws InputError naming each field, what was given and what is expected.
 */
export function parseInput<T extends z.ZodTypeAny>(
  schema: T,
  input: unknown,
): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const field = path.join('.') || 'the request';
    return `${field} is ${shown(valueAt(input, path))}: ${message}`;
  });
  throw new InputError(problems.join('; '));
}
