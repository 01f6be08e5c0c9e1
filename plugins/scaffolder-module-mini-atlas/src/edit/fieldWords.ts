import { AbstractionField } from '@mini-atlas/backstage-plugin-kro-common';
import { formSchemasOf, FormSchema, humanised } from '../order/formFields';
import { OrderForm } from './orderForm';

/** How the abstraction says of a field that it is locked. */
export const IMMUTABLE = 'cannot be changed later';

/** What a form says of a field. */
export interface FieldWords {
  schema: FormSchema;
  uiSchema: Record<string, unknown>;
}

/**
 * Title, meaning and rules of a field below the spec, in the words of the form that orders it; of a field that it does
 * not have, by path and schema.
 */
export function wordsOf(
  path: string,
  field: AbstractionField | undefined,
  { schema, options }: OrderForm,
): FieldWords {
  const last = formSchemasOf(`spec.${path}`, schema, options).at(-1);
  const ordered = last && formWords(path, last);
  const placeholder = placeholderOf(field);
  return {
    schema: {
      // The group or list that it stands in says whose it is.
      title: titleOfPath(path.split('.').at(-1) ?? path),
      ...(field ? { description: descriptionOf(field) } : {}),
      ...ordered?.schema,
    },
    uiSchema: {
      ...(placeholder ? { 'ui:placeholder': placeholder } : {}),
      ...ordered?.uiSchema,
    },
  };
}

/** Title of a field below the spec: `quota.cpu` -> `Quota › CPU`. Items of a list are called after the list. */
export function titleOfPath(path: string): string {
  return path
    .split('.')
    .map(part => humanised(part.replace(/\[\d*\]/g, '')))
    .join(' › ');
}

/** Keywords that say something to people, or are said by the form's own words. */
const WORDS = ['title', 'description', 'pattern', 'errorMessage'];
const UI_WORDS = ['ui:placeholder', 'ui:options'];

function formWords(path: string, last: FormSchema): FieldWords {
  const own: FormSchema = path.endsWith('[]') ? Object(last.items) : last;
  return {
    schema: picked(own, WORDS),
    uiSchema: picked(own, [
      ...UI_WORDS,
      // A list that the order's form lets one choose is chosen here, too; what is typed has its field already.
      ...(own.type === 'array' ? ['ui:field'] : []),
    ]),
  };
}

function picked(schema: FormSchema, keywords: string[]): FormSchema {
  return Object.fromEntries(
    keywords
      .filter(keyword => schema[keyword] !== undefined)
      .map(keyword => [keyword, schema[keyword]]),
  );
}

/** The default stands where a field is empty. */
function placeholderOf(field: AbstractionField | undefined) {
  const value = field?.default;
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? String(value)
    : undefined;
}

/** Meaning and limits, as sentences; a pattern is for machines, and the check that refuses says it. */
function descriptionOf({ description, limits }: AbstractionField): string {
  const shown = limits.filter(
    limit =>
      !limit.startsWith('matches ') &&
      !limit.startsWith('holds ') &&
      !limit.startsWith('one of ') &&
      !(limit === IMMUTABLE && description?.includes(IMMUTABLE)),
  );
  const sentences = [
    ...(description ? [description] : []),
    ...(shown.length > 0 ? [sentence(shown.join(', '))] : []),
  ];
  return sentences.map(text => text.replace(/\.?$/, '.')).join(' ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
