import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  AbstractionList,
  InstanceRef,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { askKro, askPlugin, BackEnd } from '../api/askKro';
import { NO_ORDER_FORM, OrderForm, orderFormOf } from './orderForm';

/** Forms that were asked for, by kind: they do not change while one fills in another. */
const asked = new WeakMap<
  BackEnd['fetchApi'],
  Map<string, Promise<OrderForm>>
>();

/**
 * The form that once ordered an instance, so that an edit calls its fields the same; none where the abstraction names no
 * template, or one that the caller may not see. Throws as `askKro`.
 */
export function fetchOrderForm(
  backEnd: BackEnd,
  instance: string,
): Promise<OrderForm> {
  const { kind, group } = parseInstanceRef(instance);
  const forms = asked.get(backEnd.fetchApi) ?? new Map();
  asked.set(backEnd.fetchApi, forms);
  const key = `${kind}.${group}`;
  const form: Promise<OrderForm> =
    forms.get(key) ?? readOrderForm(backEnd, { kind, group });
  forms.set(key, form);
  // What failed is asked for again.
  form.catch(() => forms.delete(key));
  return form;
}

async function readOrderForm(
  backEnd: BackEnd,
  { kind, group }: Pick<InstanceRef, 'kind' | 'group'>,
): Promise<OrderForm> {
  const { items } = await askKro<AbstractionList>(backEnd, '/abstractions');
  const abstraction = items.find(
    item =>
      item.kind.toLowerCase() === kind &&
      item.apiVersion.startsWith(`${group}/`),
  );
  if (!abstraction?.template) return NO_ORDER_FORM;
  const { namespace, name } = parseEntityRef(abstraction.template, {
    defaultKind: 'template',
  });
  try {
    const { steps } = await askPlugin<TemplateParameterSchema>(
      backEnd,
      'scaffolder',
      `/v2/templates/${namespace}/template/${name}/parameter-schema`,
    );
    return orderFormOf(steps);
  } catch (error) {
    if (isHidden(error)) return NO_ORDER_FORM;
    throw error;
  }
}

function isHidden(error: unknown): boolean {
  return (
    error instanceof ResponseError && [403, 404].includes(error.statusCode)
  );
}
