import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { nameToConfirm } from './nameToConfirm';

/** Refuses *Next* while what is typed is not the name. */
export const validateConfirmation: CustomFieldValidator<string> = (
  typed,
  field,
  { formData },
) => {
  const name = nameToConfirm(formData);
  if (name && typed !== name) {
    field.addError(
      `Confirmation is ${JSON.stringify(
        typed,
      )}: it must be the name of what is removed, ${JSON.stringify(name)}.`,
    );
  }
};
