import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { backEndOf } from '../api/backEndOf';
import { failureSentence } from '../api/failureSentence';
import { fetchPreview } from '../api/fetchPreview';
import { inWords } from './inFormWords';
import { orderFromForm, OrderOptions } from '../order/orderFromForm';

/** Refuses *Next* while a check refuses the order, with its message; that names field, value and rule.
 * What is still missing is the form's to ask for, in the step where it stands. */
export const validatePreview: CustomFieldValidator<
  string,
  OrderOptions
> = async (_value, field, { apiHolder, formData, schema, uiSchema }) => {
  const options = uiSchema?.['ui:options'];
  if (!options) return;
  const order = orderFromForm(formData, options);
  const form = { schema: Object(schema), options };
  try {
    const { checks } = await fetchPreview(backEndOf(apiHolder), order);
    checks
      .filter(({ outcome }) => outcome === 'refused')
      .forEach(check => field.addError(inWords(check, form).message));
  } catch (error) {
    field.addError(`The order could not be checked. ${failureSentence(error)}`);
  }
};
