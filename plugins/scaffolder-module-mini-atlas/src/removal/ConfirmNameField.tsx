import { TextField } from '@backstage/ui';
import { InstanceFieldProps } from '../instance/instanceFieldSchema';
import { nameToConfirm } from './nameToConfirm';

/** Asks for the name of what is removed, so that nothing goes by a slip. */
export function ConfirmNameField(props: InstanceFieldProps) {
  const { formData, idSchema, onChange, onBlur, schema } = props;
  const name = nameToConfirm(props.formContext?.formData);
  return (
    <TextField
      id={idSchema?.$id}
      name={idSchema?.$id}
      label={schema.title ?? 'Confirmation'}
      description={
        name ? `Type ${name} to confirm that it shall go.` : schema.description
      }
      secondaryLabel={props.required ? 'Required' : undefined}
      isRequired={props.required}
      isDisabled={props.disabled || !name}
      isInvalid={Boolean(props.rawErrors?.length)}
      autoComplete="off"
      spellCheck="false"
      validationBehavior="aria"
      value={formData ?? ''}
      onChange={value => onChange(value === '' ? undefined : value)}
      onBlur={() => onBlur(idSchema?.$id, formData)}
    />
  );
}
