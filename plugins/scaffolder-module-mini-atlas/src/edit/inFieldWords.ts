import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { formSchemasOf } from '../order/formFields';
import { inWords } from '../preview/inFormWords';
import { titleOfPath } from './fieldWords';
import { OrderForm } from './orderForm';

/** A check in the words of the form: the field's title instead of its path, and its rule as the form words it. */
export function inFieldWords(check: Check, orderForm: OrderForm): Check {
  const { field, message, outcome, title } = check;
  if (!field?.startsWith('spec.')) return check;
  const { schema, options } = orderForm;
  if (formSchemasOf(field, schema, options).length > 0) {
    return inWords(check, orderForm);
  }
  const name = titleOfPath(field.slice('spec.'.length));
  return {
    ...check,
    title: outcome === 'refused' ? name : title,
    message: message.startsWith(`${field} `)
      ? `${name}${message.slice(field.length)}`
      : message,
  };
}
