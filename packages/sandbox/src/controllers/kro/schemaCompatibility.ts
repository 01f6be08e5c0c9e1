import { jsonEqual } from '../../schema/jsonEqual';
import { Fields, fields, text, texts } from '../fields';

/** What a new CRD schema changes. */
export interface SchemaChanges {
  /** Whether KRO sees any difference; it does not look at validation rules. */
  changed: boolean;
  /** What objects that were valid may now violate, in KRO's words. */
  breaking: string[];
}

const NO_CHANGES: SchemaChanges = { changed: false, breaking: [] };
const CONSTRAINTS = [
  { keyword: 'minimum', title: 'Minimum', lower: true },
  { keyword: 'maximum', title: 'Maximum', lower: false },
  { keyword: 'minLength', title: 'MinLength', lower: true },
  { keyword: 'maxLength', title: 'MaxLength', lower: false },
  { keyword: 'minItems', title: 'MinItems', lower: true },
  { keyword: 'maxItems', title: 'MaxItems', lower: false },
];

/** Compares two OpenAPI schemas as `pkg/graph/crd/compat` of KRO 0.9.4 does. */
export function compareSchemas(before: unknown, after: unknown): SchemaChanges {
  const [old, next] = [fields(before), fields(after)];
  if (old.type !== next.type) {
    return breaking(
      `Type changed from ${text(old.type)} to ${text(next.type)}`,
    );
  }
  return merge([
    { changed: old.description !== next.description, breaking: [] },
    { changed: !jsonEqual(old.default, next.default), breaking: [] },
    comparePattern(text(old.pattern), text(next.pattern)),
    ...CONSTRAINTS.map(constraint => compareConstraint(old, next, constraint)),
    compareProperties(old, next),
    compareRequired(old, next),
    compareEnum(old, next),
    compareItems(old, next),
  ]);
}

/** KRO's summary: the first three breaking changes and how many more there are. */
export function breakingSummary(changes: string[]): string {
  const shown = changes.slice(0, 3);
  const more = changes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more changes`] : [])].join(
    '; ',
  );
}

function comparePattern(old: string, next: string): SchemaChanges {
  if (old === next) return NO_CHANGES;
  if (next === '') return { changed: true, breaking: [] };
  return breaking(
    old === ''
      ? `Validation pattern ${next} was added`
      : `Validation pattern changed from ${old} to ${next}`,
  );
}

function compareConstraint(
  before: Fields,
  after: Fields,
  { keyword, title, lower }: (typeof CONSTRAINTS)[number],
): SchemaChanges {
  const [old, next] = [before[keyword], after[keyword]];
  if (old === next) return NO_CHANGES;
  if (typeof next !== 'number') return { changed: true, breaking: [] };
  if (typeof old !== 'number')
    return breaking(`${title} constraint ${next} was added`);
  const tightened = lower ? next > old : next < old;
  return tightened
    ? breaking(
        `${title} was ${
          lower ? 'increased' : 'decreased'
        } from ${old} to ${next}`,
      )
    : { changed: true, breaking: [] };
}

function compareProperties(before: Fields, after: Fields): SchemaChanges {
  const [old, next] = [fields(before.properties), fields(after.properties)];
  const required = texts(after.required);
  const kept = Object.keys(old).map(name =>
    name in next
      ? compareSchemas(old[name], next[name])
      : breaking(`Property ${name} was removed`),
  );
  const added = Object.keys(next)
    .filter(name => !(name in old))
    .map(name =>
      required.includes(name) && fields(next[name]).default === undefined
        ? breaking(`Optional property ${name} was added`)
        : { changed: true, breaking: [] },
    );
  return merge([...kept, ...added]);
}

function compareRequired(before: Fields, after: Fields): SchemaChanges {
  const [old, next] = [texts(before.required), texts(after.required)];
  const properties = fields(before.properties);
  const newly = next.filter(name => name in properties && !old.includes(name));
  const undefaulted = next.filter(
    name =>
      old.includes(name) &&
      fields(properties[name]).default !== undefined &&
      fields(fields(after.properties)[name]).default === undefined,
  );
  return merge([
    ...newly.map(name => breaking(`Field ${name} is newly required`)),
    ...undefaulted.map(name =>
      breaking(`Default value removed from required field ${name}`),
    ),
    { changed: old.some(name => !next.includes(name)), breaking: [] },
  ]);
}

function compareEnum(before: Fields, after: Fields): SchemaChanges {
  const values = (of: unknown) =>
    Array.isArray(of) ? of.map(value => JSON.stringify(value)) : [];
  const [old, next] = [values(before.enum), values(after.enum)];
  if (old.length === 0 || next.length === 0) return NO_CHANGES;
  return merge([
    ...old
      .filter(value => !next.includes(value))
      .map(value => breaking(`Enum value ${value} was removed`)),
    { changed: next.some(value => !old.includes(value)), breaking: [] },
  ]);
}

function compareItems(before: Fields, after: Fields): SchemaChanges {
  if (before.items && after.items)
    return compareSchemas(before.items, after.items);
  if (before.items) return breaking('Property items was removed');
  return { changed: after.items !== undefined, breaking: [] };
}

function breaking(change: string): SchemaChanges {
  return { changed: true, breaking: [change] };
}

function merge(parts: SchemaChanges[]): SchemaChanges {
  return {
    changed: parts.some(({ changed }) => changed),
    breaking: parts.flatMap(part => part.breaking),
  };
}
