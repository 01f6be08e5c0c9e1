import { useState } from 'react';
import { InstanceFieldProps } from '../instance/instanceFieldSchema';
import { ProblemTextField } from '../value/ProblemTextField';
import { confirmationProblem } from './confirmationProblem';
import { nameToConfirm } from './nameToConfirm';

/** Asks for the name of what is removed, so that nothing goes by a slip. */
export function ConfirmNameField(props: InstanceFieldProps) {
  const { formData, idSchema, onChange, onBlur, schema } = props;
  const [left, setLeft] = useState(false);
  const name = nameToConfirm(props.formContext?.formData);
  const isRefused = Boolean(props.rawErrors?.length);
  return (
    <ProblemTextField
      id={idSchema?.$id}
      name={idSchema?.$id}
      label={schema.title ?? 'Confirmation'}
      description={
        name ? `Type ${name} to confirm that it shall go.` : schema.description
      }
      isRequired={props.required}
      isDisabled={props.disabled || !name}
      problem={
        name && (left || isRefused)
          ? confirmationProblem(formData, name)
          : undefined
      }
      value={formData ?? ''}
      onChange={value => {
        setLeft(false);
        onChange(value === '' ? undefined : value);
      }}
      onBlur={() => {
        // Who only passes by has not answered yet.
        setLeft(Boolean(formData));
        onBlur(idSchema?.$id, formData);
      }}
    />
  );
}
