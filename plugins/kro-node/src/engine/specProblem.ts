import { FieldError } from '@mini-atlas/kro';
import { SpecProblem } from '../kroCluster';
import { shownValue } from '../present/shownValue';

/** Rules that an empty text breaks, where one must be given. */
const NEED_TEXT = ['minLength', 'pattern', 'enum', 'format'];

/** All that KRO lets a validation rule say. */
const NO_REASON = 'validation failed';

/**
 * A broken rule as people read it: field, value, rule. The engine words it as the API server does; where that gives no
 * reason, the description of the field does.
 */
export function specProblemOf(
  { path, value, rule, message }: FieldError,
  describe: (path: string) => string | undefined = () => undefined,
): SpecProblem {
  const missing =
    rule === 'required' || (value === '' && NEED_TEXT.includes(rule));
  if (missing) {
    return {
      field: path,
      message: `${path} is missing: it must be given`,
      missing,
    };
  }
  return {
    field: path,
    message: `${path} is ${shownValue(value)}: ${ruleOf(
      path,
      message,
      describe,
    )}`,
  };
}

/** The message without its field. */
function ruleOf(
  path: string,
  message: string,
  describe: (path: string) => string | undefined,
): string {
  const inBody = `${path} in body `;
  if (message.startsWith(inBody)) return `it ${message.slice(inBody.length)}`;
  const named = `${path}: `;
  const text = message.startsWith(named)
    ? message.slice(named.length)
    : message;
  const description = text === NO_REASON ? describe(path) : undefined;
  return description ? `it is not allowed. ${description}` : text;
}
