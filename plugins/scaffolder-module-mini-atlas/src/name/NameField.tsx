import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState } from 'react';
import { OrderFieldProps } from '../order/orderFieldSchema';
import { orderFromForm } from '../order/orderFromForm';
import { aboutValue } from '../value/aboutValue';
import { ProblemTextField } from '../value/ProblemTextField';
import { schemaProblems } from '../value/schemaProblems';
import { valueProblem } from '../value/valueProblem';
import { nameProblem } from './nameProblem';

/** A text field that says, as one leaves it, whether the name may be used. */
export function NameField(props: OrderFieldProps) {
  const { formData, onChange, onBlur, idSchema, schema, uiSchema } = props;
  const { problem, check, forget } = useNameCheck(props);
  const [left, setLeft] = useState(false);
  const refusals = props.rawErrors ?? [];
  const title = schema.title ?? 'Name';
  const malformed =
    left || refusals.length > 0
      ? valueProblem(
          formData,
          { title, required: props.required },
          schemaProblems(props),
        )
      : undefined;
  const ours = malformed ?? problem ?? aboutValue(refusals, formData);
  // The form's own errors stand below the field unless its template hides them.
  const isSaid = refusals.length > 0 && !props.hideError;
  return (
    <ProblemTextField
      id={idSchema?.$id}
      name={idSchema?.$id}
      label={title}
      description={schema.description}
      placeholder={uiSchema['ui:placeholder']}
      isRequired={props.required}
      isDisabled={props.disabled}
      isReadOnly={props.readonly}
      isWrongElsewhere={isSaid}
      problem={isSaid ? undefined : ours}
      value={formData ?? ''}
      onChange={value => {
        setLeft(false);
        forget();
        onChange(value === '' ? undefined : value);
      }}
      onBlur={() => {
        setLeft(true);
        onBlur(idSchema?.$id, formData);
        check();
      }}
    />
  );
}

/** Whether the name is taken: asked for as one leaves the field, forgotten as one types. */
function useNameCheck(props: OrderFieldProps) {
  const { formData, formContext, uiSchema } = props;
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [problem, setProblem] = useState<string>();
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const forget = () => {
    running.current?.abort();
    setProblem(undefined);
  };
  const check = () => {
    const options = uiSchema['ui:options'];
    if (!formData || !options || schemaProblems(props).length > 0) {
      return;
    }
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    nameProblem(
      { discoveryApi, fetchApi },
      orderFromForm({ ...formContext?.formData, name: formData }, options),
      controller.signal,
    ).then(
      message => !controller.signal.aborted && setProblem(message),
      // It rejects only when a newer check, or the end of the form, made it obsolete.
      () => undefined,
    );
  };
  return { problem, check, forget };
}
