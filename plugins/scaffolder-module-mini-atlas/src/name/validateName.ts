import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { backEndOf } from '../api/backEndOf';
import { orderFromForm, OrderOptions } from '../order/orderFromForm';
import { nameProblem } from './nameProblem';

/** Refuses *Next* while the name is malformed or taken. */
export const validateName: CustomFieldValidator<string, OrderOptions> = async (
  name,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const options = uiSchema?.['ui:options'];
  if (!name || !options) return;
  const problem = await nameProblem(
    backEndOf(apiHolder),
    orderFromForm({ ...formData, name }, options),
  );
  if (problem) field.addError(problem);
};
