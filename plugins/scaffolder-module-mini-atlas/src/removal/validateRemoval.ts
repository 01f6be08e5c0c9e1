import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { backEndOf } from '../api/backEndOf';
import { failureSentence } from '../api/failureSentence';
import { instanceOfForm } from '../instance/instanceOfForm';
import { fetchRemovalPreview } from './fetchRemovalPreview';

/** Refuses *Next* while a check refuses the removal. */
export const validateRemoval: CustomFieldValidator<string> = async (
  _value,
  field,
  { apiHolder, formData },
) => {
  const instance = instanceOfForm(formData);
  if (!instance) return;
  try {
    const { checks } = await fetchRemovalPreview(
      backEndOf(apiHolder),
      instance,
    );
    checks
      .filter(({ outcome }) => outcome === 'refused')
      .forEach(({ message }) => field.addError(message));
  } catch (error) {
    field.addError(
      `The removal could not be checked. ${failureSentence(error)}`,
    );
  }
};
