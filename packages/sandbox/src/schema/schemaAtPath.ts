import { OpenApiSchema } from '@mini-atlas/kro';
import { mapValueOf, propertyOf } from './keywords';

/** What a JSON path of a CRD leads to, or why it leads nowhere, in the words of the API server. */
export type SchemaAtPath =
  | { schema: OpenApiSchema; path: string; root: string }
  | { error: string };

const TOKEN = /^(?:\.([^.[\]]*)|\[('(?:\\.|[^'\\])*'|[^\]]*)(\]?))/;

/**
 * Follows a path of field names (`.spec.size`, `.labels['a.b']`) through a schema. Follows `ValidFieldPath` of
 * apiextensions-apiserver 0.36.
 *
 * @param allowBrackets - whether names may stand in brackets
 */
export function schemaAtPath(
  root: OpenApiSchema,
  jsonPath: string,
  allowBrackets = true,
): SchemaAtPath {
  let schema = root;
  let rest = jsonPath;
  let path = '';
  let first = '';
  while (rest !== '') {
    const match = TOKEN.exec(rest);
    if (!match) {
      const word = /^[^.[\]]+|^./.exec(rest)?.[0] ?? rest;
      return { error: `expected [ or . but got: ${word}` };
    }
    const [whole, plain, bracketed, closing] = match;
    if (bracketed !== undefined) {
      const problem = bracketProblem(bracketed, closing, allowBrackets);
      if (problem) return { error: problem };
    } else if (plain === '') {
      return { error: 'unexpected end of JSON path' };
    }
    const name = plain ?? bracketed.slice(1, -1).replace(/\\(.)/g, '$1');
    const below = propertyOf(schema, name);
    const value = schema.properties ? undefined : mapValueOf(schema);
    const next = below ?? value;
    if (!next) return { error: 'does not refer to a valid field' };
    first ||= name;
    path += below ? `${path ? '.' : ''}${name}` : `[${name}]`;
    schema = next;
    rest = rest.slice(whole.length);
  }
  return { schema, path, root: first };
}

function bracketProblem(
  inside: string,
  closing: string,
  allowed: boolean,
): string | undefined {
  if (!allowed) return 'array notation is not allowed';
  if (!/^'.*'$/s.test(inside) || inside.length < 2) {
    return `expected single quoted string but got ${inside}`;
  }
  return closing ? undefined : 'unexpected end of JSON path';
}
