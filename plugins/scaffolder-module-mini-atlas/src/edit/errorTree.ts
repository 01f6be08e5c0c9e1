import { Check } from '@mini-atlas/backstage-plugin-kro-common';

/** Errors as a form shows them: each at the field that its path names. */
export interface ErrorTree {
  __errors?: string[];
  [field: string]: ErrorTree | string[] | undefined;
}

/** Puts what is refused at the fields that it is about. */
export function errorTree(checks: Check[]): ErrorTree {
  return checks.reduce<ErrorTree>(
    (tree, check) =>
      check.field ? putError(tree, pathOf(check.field), check.message) : tree,
    {},
  );
}

/** `spec.env[0].name` -> `spec`, `env`, `0`, `name`. */
function pathOf(field: string): string[] {
  return field.split(/[.[\]]+/).filter(Boolean);
}

function putError(
  tree: ErrorTree,
  [head, ...rest]: string[],
  message: string,
): ErrorTree {
  if (head === undefined) {
    return { ...tree, __errors: [...(tree.__errors ?? []), message] };
  }
  const inner = tree[head];
  const below = inner && !Array.isArray(inner) ? inner : {};
  return { ...tree, [head]: putError(below, rest, message) };
}
