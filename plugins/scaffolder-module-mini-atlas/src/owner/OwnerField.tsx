import { useId } from 'react';
import { FieldProblem } from '../value/FieldProblem';
import { OwnerFieldProps } from './ownerFieldSchema';

/** The scaffolder's own picker of owners, which says in words that one must be chosen. */
export function OwnerField(props: OwnerFieldProps) {
  const { OwnerPicker } = props.registry.fields;
  const describedBy = useId();
  const isMissing = Boolean(props.rawErrors?.length) && !props.formData;
  return (
    <div>
      <OwnerPicker {...props} />
      <FieldProblem
        id={describedBy}
        problem={
          isMissing
            ? `${props.schema.title ?? 'Owner'} is missing: choose one.`
            : undefined
        }
      />
    </div>
  );
}
