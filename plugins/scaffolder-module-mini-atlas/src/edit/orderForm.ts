import { FormSchema } from '../order/formFields';
import { OrderOptions } from '../order/orderFromForm';

/** The form that orders an abstraction, its steps as one: it knows the fields by titles that people understand. */
export interface OrderForm {
  schema: FormSchema;
  options: Pick<OrderOptions, 'spec'>;
}

/** Where nobody wrote a form: fields are then called by their paths. */
export const NO_ORDER_FORM: OrderForm = { schema: {}, options: {} };

/** The steps of a template as one form. */
export function orderFormOf(steps: { schema: FormSchema }[]): OrderForm {
  const properties = Object.assign(
    {},
    ...steps.map(({ schema }) => schema.properties),
  );
  const { spec } = Object(Object(properties.preview)['ui:options']);
  return { schema: { properties }, options: spec ? { spec } : {} };
}
