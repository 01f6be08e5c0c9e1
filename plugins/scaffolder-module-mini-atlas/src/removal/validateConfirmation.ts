import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { confirmationProblem } from './confirmationProblem';
import { nameToConfirm } from './nameToConfirm';

/** Refuses *Next* while what is typed is not the name. */
export const validateConfirmation: CustomFieldValidator<string> = (
  typed,
  field,
  { formData },
) => {
  const name = nameToConfirm(formData);
  const problem = name && confirmationProblem(typed, name);
  if (problem) field.addError(problem);
};
