import { useState } from 'react';
import { aboutValue } from './aboutValue';
import { ProblemTextField } from './ProblemTextField';
import { schemaProblems } from './schemaProblems';
import { ValueFieldProps } from './valueFieldSchema';
import { valueProblem } from './valueProblem';

/** A text or a number that says, as one leaves it, what is wrong with it: field, value and rule. */
export function ValueField(props: ValueFieldProps) {
  const { formData, idSchema, onBlur, onChange, schema, uiSchema } = props;
  const [left, setLeft] = useState(false);
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const title = schema.title ?? props.name;
  const refused = Boolean(props.rawErrors?.length);
  // The form's own errors stand below the field unless its template hides them.
  const ours = props.hideError ? left || refused : left && !refused;
  return (
    <ProblemTextField
      id={idSchema.$id}
      name={idSchema.$id}
      label={title}
      description={schema.description}
      placeholder={uiSchema['ui:placeholder']}
      isRequired={props.required}
      isDisabled={props.disabled}
      isReadOnly={props.readonly}
      inputMode={isNumber ? 'numeric' : undefined}
      isWrongElsewhere={refused && !props.hideError}
      problem={
        ours
          ? valueProblem(
              formData,
              { ...uiSchema['ui:options'], title, required: props.required },
              schemaProblems(props),
            ) ?? aboutValue(props.rawErrors, formData)
          : undefined
      }
      value={formData === undefined ? '' : String(formData)}
      onChange={text => {
        setLeft(false);
        onChange(isNumber ? numberOf(text) : text || undefined);
      }}
      onBlur={() => {
        setLeft(true);
        onBlur(idSchema.$id, formData);
      }}
    />
  );
}

/** The number that was typed; what is none stays as it is, so that the form can say so. */
function numberOf(text: string): string | number | undefined {
  if (text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number) || String(number) !== text ? text : number;
}
