import { TextField, TextFieldProps } from '@backstage/ui';
import { useId } from 'react';
import { FieldProblem } from './FieldProblem';

/** A text field with what is wrong with its value below it. */
export function ProblemTextField(
  props: TextFieldProps & {
    problem?: string;
    /** The form itself says below it what is wrong. */
    isWrongElsewhere?: boolean;
  },
) {
  const { problem, isWrongElsewhere, ...field } = props;
  const describedBy = useId();
  return (
    <div>
      <TextField
        {...field}
        secondaryLabel={props.isRequired ? 'Required' : undefined}
        isInvalid={Boolean(problem) || isWrongElsewhere}
        aria-describedby={problem ? describedBy : undefined}
        autoComplete="off"
        spellCheck="false"
        // Native validation would replace our sentences by the browser's.
        validationBehavior="aria"
      />
      <FieldProblem id={describedBy} problem={problem} />
    </div>
  );
}
