import { Alert } from '@backstage/ui';
import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';

/** What a field of the form knows of itself and of the others. */
export interface FieldOfForm {
  /** Why *Next* did not go on, as far as it is about this field. */
  rawErrors?: string[];
  formContext?: { formData?: Record<string, unknown> };
}

/** Why the form does not go on, as far as no check of the preview says it: for instance that nothing is changed. */
export function Unsaid(props: { field: FieldOfForm; checks: Check[] }) {
  const unsaid = useRefusals(props.field).filter(
    refusal => !props.checks.some(({ message }) => message === refusal),
  );
  if (unsaid.length === 0) return null;
  return (
    <div data-refused tabIndex={-1}>
      <Alert
        status="danger"
        icon
        title="It does not go on like this"
        description={unsaid.join(' ')}
      />
    </div>
  );
}

/** What *Next* refused, until one changes something: the form itself keeps it until the next *Next*. */
function useRefusals({ rawErrors = [], formContext }: FieldOfForm): string[] {
  const refusals = JSON.stringify(rawErrors);
  const values = JSON.stringify(formContext?.formData);
  const [last, setLast] = useState({ refusals, values });
  if (last.refusals !== refusals) setLast({ refusals, values });
  return last.refusals === refusals && last.values === values ? rawErrors : [];
}
