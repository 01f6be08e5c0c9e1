import { KubernetesObject } from '@mini-atlas/kro';
import { SelectorError } from './labelSelector';

/** What each selectable field of a type reads from an object. */
export type SelectableFields = Record<
  string,
  (object: KubernetesObject) => string
>;

/** One `field=value` or `field!=value`. */
export interface FieldRequirement {
  field: string;
  value: string;
  equal: boolean;
}

const METADATA_FIELDS: SelectableFields = {
  'metadata.name': object => object.metadata.name ?? '',
  'metadata.namespace': object => object.metadata.namespace ?? '',
};

/**
 * Parses `a=b,c!=d` (with `\\`, `\,` and `\=` for the characters themselves) and checks that
 * the type can be selected by each field.
 * @throws SelectorError when it cannot be parsed or names another field
 */
export function parseFieldSelector(
  text: string,
  selectable: SelectableFields,
): {
  matches(object: KubernetesObject): boolean;
  requirements: FieldRequirement[];
} {
  const requirements = splitUnescaped(text).map(parseTerm);
  const fields = { ...METADATA_FIELDS, ...selectable };
  for (const { field } of requirements) {
    if (!Object.hasOwn(fields, field)) {
      throw new SelectorError(`field label not supported: ${field}`);
    }
  }
  return {
    requirements,
    matches: object =>
      requirements.every(
        ({ field, value, equal }) =>
          (fields[field](object) === value) === equal,
      ),
  };
}

function parseTerm(term: string): FieldRequirement {
  const match = /^((?:[^=!\\]|\\.)*)(!=|==|=)(.*)$/s.exec(term);
  if (!match) {
    throw new SelectorError(
      `invalid selector: '${term}'; can't understand '${term}'`,
    );
  }
  const stray = /^(?:[^\\=,]|\\.)*([=,])/s.exec(match[3])?.[1];
  if (stray) {
    throw new SelectorError(
      `invalid field selector: unescaped character in value: ${stray.charCodeAt(
        0,
      )}`,
    );
  }
  return {
    field: match[1].trim(),
    equal: match[2] !== '!=',
    value: match[3].replace(/\\(.)/g, '$1'),
  };
}

function splitUnescaped(text: string): string[] {
  const terms = text.match(/(?:\\.|[^\\,])+/gs) ?? [];
  return terms.filter(term => term.trim() !== '');
}
