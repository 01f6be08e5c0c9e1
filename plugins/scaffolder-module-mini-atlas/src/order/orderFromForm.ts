import { PreviewRequest } from '@mini-atlas/backstage-plugin-kro-common';

type Spec = PreviewRequest['spec'];
type Value = Spec[string];

/** What a template says of its form. */
export interface OrderOptions {
  /** Name of the ResourceGraphDefinition. */
  abstraction: string;
  /** Path under spec -> path in the form, both with dots. Without it: every field that is not `NOT_SPEC`. */
  spec?: Record<string, string>;
}

/** Form fields that never belong to the spec. */
const NOT_SPEC = ['name', 'namespace', 'owner', 'preview', 'waitMinutes'];

/**
 * The order that a form describes so far. Fields that were emptied are left out, so that the abstraction's
 * defaults apply.
 */
export function orderFromForm(
  form: Record<string, unknown>,
  { abstraction, spec }: OrderOptions,
): PreviewRequest {
  return {
    abstraction,
    name: text(form.name) ?? '',
    ...optional('namespace', text(form.namespace)),
    ...optional('owner', text(form.owner)),
    spec: spec ? mapped(form, spec) : byConvention(form),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional(key: 'namespace' | 'owner', value: string | undefined) {
  return value === undefined ? {} : { [key]: value };
}

function byConvention(form: Record<string, unknown>): Spec {
  return Object.fromEntries(
    Object.entries(form)
      .filter(([field]) => !NOT_SPEC.includes(field))
      .map(([field, value]): [string, Value] => [field, given(value)])
      .filter(([, value]) => value !== undefined),
  );
}

function mapped(
  form: Record<string, unknown>,
  paths: Record<string, string>,
): Spec {
  return Object.entries(paths).reduce<Spec>((spec, [target, source]) => {
    const value = given(at(form, source.split('.')));
    return value === undefined ? spec : put(spec, target.split('.'), value);
  }, {});
}

function at(value: unknown, [head, ...rest]: string[]): unknown {
  if (head === undefined) return value;
  return isFields(value) && Object.hasOwn(value, head)
    ? at(value[head], rest)
    : undefined;
}

function put(spec: Spec, [head, ...rest]: string[], value: Value): Spec {
  if (rest.length === 0) return { ...spec, [head]: value };
  const inner = spec[head];
  return { ...spec, [head]: put(isSpec(inner) ? inner : {}, rest, value) };
}

/** The value without what was left empty in it. */
function given(value: unknown): Value {
  if (Array.isArray(value)) {
    return value.map(given).filter(item => item !== undefined);
  }
  if (isFields(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]): [string, Value] => [key, given(inner)])
        .filter(([, inner]) => inner !== undefined),
    );
  }
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? value
    : undefined;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSpec(value: Value): value is Spec {
  return isFields(value);
}
