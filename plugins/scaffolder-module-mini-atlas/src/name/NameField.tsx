import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Text, TextField } from '@backstage/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { orderFromForm } from '../order/orderFromForm';
import { nameFormProblem, nameProblem } from './nameProblem';
import { OrderFieldProps } from '../order/orderFieldSchema';

/** A text field that says, as one leaves it, whether the name may be used. */
export function NameField(props: OrderFieldProps) {
  const { formData, onChange, onBlur, idSchema, schema, uiSchema } = props;
  const { problem, check, forget } = useNameCheck(props);
  const describedBy = useId();
  // What *Next* already said of the form of the name is not said twice.
  const ownProblem =
    props.rawErrors?.length && (!problem?.taken || rawErrorsSay(props, problem))
      ? undefined
      : problem?.message;
  return (
    <div>
      <TextField
        id={idSchema?.$id}
        name={idSchema?.$id}
        label={schema.title ?? 'Name'}
        description={schema.description}
        secondaryLabel={props.required ? 'Required' : undefined}
        placeholder={uiSchema['ui:placeholder']}
        isRequired={props.required}
        isDisabled={props.disabled}
        isReadOnly={props.readonly}
        isInvalid={Boolean(problem) || Boolean(props.rawErrors?.length)}
        aria-describedby={ownProblem ? describedBy : undefined}
        autoComplete="off"
        spellCheck="false"
        // Native validation would replace our sentences by the browser's.
        validationBehavior="aria"
        value={formData ?? ''}
        onChange={value => {
          forget();
          onChange(value === '' ? undefined : value);
        }}
        onBlur={() => {
          onBlur(idSchema?.$id, formData);
          check();
        }}
      />
      <div role="status">
        {ownProblem && (
          <Text
            as="p"
            id={describedBy}
            variant="body-small"
            color="danger"
            style={{ margin: 'var(--bui-space-1) 0 0' }}
          >
            {ownProblem}
          </Text>
        )}
      </div>
    </div>
  );
}

/** What is wrong, and whether it is that somebody else has the name. */
interface NameProblem {
  message: string;
  taken: boolean;
}

function rawErrorsSay(
  { rawErrors }: OrderFieldProps,
  { message }: NameProblem,
): boolean {
  return Boolean(rawErrors?.includes(message));
}

function useNameCheck(props: OrderFieldProps) {
  const { formData, formContext, uiSchema, schema } = props;
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [problem, setProblem] = useState<NameProblem>();
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const forget = () => {
    running.current?.abort();
    setProblem(undefined);
  };
  const check = () => {
    const options = uiSchema['ui:options'];
    if (!formData || !options) return;
    running.current?.abort();
    const malformed = nameFormProblem(formData, schema);
    if (malformed) {
      setProblem({ message: malformed, taken: false });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    nameProblem(
      { discoveryApi, fetchApi },
      orderFromForm({ ...formContext?.formData, name: formData }, options),
      controller.signal,
    ).then(
      message => {
        if (controller.signal.aborted) return;
        setProblem(message ? { message, taken: true } : undefined);
      },
      // It rejects only when a newer check, or the end of the form, made it obsolete.
      () => undefined,
    );
  };
  return { problem, check, forget };
}
