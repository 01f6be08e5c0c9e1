import { OpenApiSchema } from '@mini-atlas/kro';
import { negationOf, schemasOf } from './keywords';
import { Location } from './location';
import { Result } from './result';

/** The failure with the most checks passed, the first of equals. */
function best(failures: Result[]): Result | undefined {
  return failures.reduce<Result | undefined>(
    (found, failure) =>
      found === undefined || failure.matchCount > found.matchCount
        ? failure
        : found,
    undefined,
  );
}

/**
 * Checks `anyOf`, `oneOf`, `allOf` and `not`; of alternatives that fail, the best one's errors are kept.
 *
 * @param validate - checks the value against one of them
 */
export function validateAlternatives(
  schema: OpenApiSchema,
  validate: (part: OpenApiSchema) => Result,
  location: Location,
): Result {
  const result = new Result();
  const check = (keyword: 'allOf' | 'anyOf' | 'oneOf') =>
    schemasOf(schema, keyword).map(part => validate(part));

  const anyOf = check('anyOf');
  if (anyOf.length > 0) {
    const success = anyOf.find(part => part.isValid);
    if (!success) {
      location.reportGroup(result, 'must validate at least one schema (anyOf)');
    }
    result.merge(success ?? best(anyOf) ?? new Result());
  }

  const oneOf = check('oneOf');
  const valid = oneOf.filter(part => part.isValid);
  if (valid.length === 1) {
    result.merge(valid[0]);
  } else if (oneOf.length > 0) {
    const found =
      valid.length === 0
        ? 'Found none valid'
        : `Found ${valid.length} valid alternatives`;
    location.reportGroup(
      result,
      `must validate one and only one schema (oneOf). ${found}`,
    );
    result.merge((valid.length === 0 && best(oneOf)) || new Result());
  }

  const allOf = check('allOf');
  const validated = allOf.filter(part => part.isValid).length;
  allOf.forEach(part => result.merge(part));
  if (validated !== allOf.length) {
    location.reportGroup(
      result,
      `must validate all the schemas (allOf)${
        validated === 0 ? '. None validated' : ''
      }`,
    );
  }

  const not = negationOf(schema);
  if (not && validate(not).isValid) {
    location.reportGroup(result, 'must not validate the schema (not)');
  }
  return result.checked();
}
