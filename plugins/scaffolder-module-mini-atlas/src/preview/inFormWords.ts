import { Check, Preview } from '@mini-atlas/backstage-plugin-kro-common';
import {
  emptyRequired,
  formFieldOf,
  formSchemasOf,
  FormSchema,
} from '../order/formFields';
import { OrderOptions } from '../order/orderFromForm';

/** A form, as far as its step shows it, and what stands in it. */
export interface FilledForm {
  schema: FormSchema;
  values: Record<string, unknown>;
  options: Pick<OrderOptions, 'spec'>;
}

/** A preview in the words of the form: its titles instead of paths, its rules instead of patterns. */
export interface WordedPreview extends Omit<Preview, 'missing'> {
  /** Titles of the fields that are still needed. */
  needed: string[];
  /** Whether placeholders stand in it. */
  draft: boolean;
}

/** Says a preview in the form's words. */
export function inFormWords(
  { missing = [], ...preview }: Preview,
  form: FilledForm,
): WordedPreview {
  const { schema, values, options } = form;
  const titles = [
    ...missing.map(field => formFieldOf(field, schema, options).title),
    ...emptyRequired(schema, values),
  ];
  return {
    ...preview,
    needed: [...new Set(titles)],
    draft: missing.length > 0,
    checks: preview.checks.map(check => inWords(check, form)),
    nodes: preview.nodes.map(node => ({
      ...node,
      ...(node.reason ? { reason: reasonInWords(node.reason, form) } : {}),
    })),
  };
}

/** `` `spec.host` is empty `` as `Host name is empty`; what the form has no field for is named as it is. */
function reasonInWords(
  reason: string,
  { schema, options }: Pick<FilledForm, 'schema' | 'options'>,
): string {
  return reason.replace(
    /`(?:metadata\.(name)|(spec\.[\w.]+))`/g,
    (all, name: string | undefined, path: string | undefined) => {
      const field = name ?? path ?? '';
      return formSchemasOf(field, schema, options).length > 0
        ? formFieldOf(field, schema, options).title
        : all;
    },
  );
}

/** A check in the form's words. */
export function inWords(
  check: Check,
  { schema, options }: Pick<FilledForm, 'schema' | 'options'>,
): Check {
  const { field, outcome } = check;
  const form = { schema, options };
  const message = reasonInWords(check.message, form);
  if (!field) return { ...check, message };
  const { title, rule } = formFieldOf(field, schema, options);
  const ruled = rule
    ? message.replace(/: it should match '.*'$/s, `: it ${rule}`)
    : message;
  return {
    ...check,
    title: outcome === 'refused' ? title : check.title,
    message: ruled.startsWith(`${field} `)
      ? `${title}${ruled.slice(field.length)}`
      : ruled,
  };
}
