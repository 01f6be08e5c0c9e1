import { OpenApiSchema } from '@mini-atlas/kro';
import { jsonEqual } from './jsonEqual';
import { invalid, tooMany } from './fieldCause';
import { isSet, numberOf } from './keywords';
import { Location } from './location';
import { Result } from './result';

function hasDuplicates(items: unknown[]): boolean {
  return items.some((item, index) =>
    items.slice(0, index).some(earlier => jsonEqual(earlier, item)),
  );
}

/** Checks the items of a list and its length. */
export function validateList(
  schema: OpenApiSchema,
  items: unknown[],
  location: Location,
  validateItem: (
    schema: OpenApiSchema,
    item: unknown,
    location: Location,
  ) => Result,
): Result {
  const result = new Result();
  const itemSchema = schema.items;
  if (itemSchema) {
    items.forEach((item, index) =>
      result.merge(validateItem(itemSchema, item, location.item(index))),
    );
  }
  const min = numberOf(schema, 'minItems');
  if (min !== undefined && items.length < min) {
    location.report(
      result,
      `should have at least ${min} items`,
      (field, message) => invalid(field, items.length, message),
    );
  }
  const max = numberOf(schema, 'maxItems');
  if (max !== undefined && items.length > max) {
    location.report(result, `should have at most ${max} items`, field =>
      tooMany(field, items.length, max),
    );
  }
  if (isSet(schema, 'uniqueItems') && hasDuplicates(items)) {
    location.report(result, "shouldn't contain duplicates", (field, message) =>
      invalid(field, '', message),
    );
  }
  return result.checked();
}
