import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { backEndOf } from '../api/backEndOf';
import { failureSentence } from '../api/failureSentence';
import { editOfForm } from './editOfForm';
import { fetchEditPreview } from './fetchEdit';

/** Refuses *Next* while a check refuses the edit, and while nothing is changed. */
export const validateEdit: CustomFieldValidator<string> = async (
  _value,
  field,
  { apiHolder, formData },
) => {
  const edit = editOfForm(formData);
  if (!edit) return;
  try {
    const { checks, changed } = await fetchEditPreview(
      backEndOf(apiHolder),
      edit,
    );
    const refused = checks.filter(({ outcome }) => outcome === 'refused');
    refused.forEach(({ message }) => field.addError(message));
    if (!changed && refused.length === 0) {
      field.addError(
        'Nothing is changed: Git says all of this already. Change a field, or leave it as it is.',
      );
    }
  } catch (error) {
    field.addError(
      `The change could not be checked. ${failureSentence(error)}`,
    );
  }
};
