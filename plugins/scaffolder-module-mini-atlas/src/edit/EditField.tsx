import { Alert, Flex, Link, Skeleton, Text } from '@backstage/ui';
import { useEffect, useMemo, useRef } from 'react';
import { useLatestAnswer } from '../api/useLatestAnswer';
import { instanceOfForm } from '../instance/instanceOfForm';
import { Editable, fetchEditable } from './fetchEdit';
import { EditFieldProps } from './editFieldSchema';
import { editedValue, shownValue } from './editValue';
import { errorTree } from './errorTree';
import { fieldsSchemaOf } from './fieldsSchema';
import { useFieldProblems } from './useFieldProblems';

/**
 * The fields of an instance, filled in with what its file in Git says; after the schema of its abstraction, whatever
 * that is. Its value is only what changes.
 */
export function EditField(props: EditFieldProps) {
  const instance = instanceOfForm(props.formContext?.formData);
  const { answer, failure } = useLatestAnswer(instance, fetchEditable);
  useForgetOfOther(instance, () => props.onChange({}));

  if (!instance) {
    return (
      <Text as="p" color="secondary">
        Choose what to change; its fields appear here.
      </Text>
    );
  }
  if (failure) {
    return (
      <Alert
        status="danger"
        icon
        title="It cannot be changed here"
        description={failure}
      />
    );
  }
  if (answer?.delivered.ref !== instance) {
    return (
      <div role="status" aria-label="Reading what is in Git">
        <Skeleton width="100%" height={56} />
        <Skeleton width="100%" height={56} />
      </div>
    );
  }
  return <Fields {...props} editable={answer} />;
}

function Fields(props: EditFieldProps & { editable: Editable }) {
  const { editable, formData = {}, registry, idSchema } = props;
  const { delivered, orderForm } = editable;
  const { schema, uiSchema } = useMemo(
    () => fieldsSchemaOf(delivered, orderForm),
    [delivered, orderForm],
  );
  const { problems, check, forget } = useFieldProblems({
    instance: delivered.ref,
    ...formData,
  });
  const { SchemaField } = registry.fields;
  return (
    <Flex direction="column" gap="4">
      <Text as="p" color="secondary" variant="body-small">
        As it is in Git now,{' '}
        <Link
          href={delivered.fileUrl}
          target="_blank"
          rel="noopener noreferrer"
          variant="body-small"
        >
          {delivered.path}
        </Link>
        . An emptied field is taken out, so that its default applies.
      </Text>
      <SchemaField
        {...props}
        name={props.name}
        title=""
        schema={schema}
        uiSchema={uiSchema}
        idSchema={{ ...idSchema, $id: idSchema.$id }}
        formData={shownValue(delivered, formData)}
        errorSchema={errorTree(problems)}
        onBlur={(id, value) => {
          props.onBlur(id, value);
          check();
        }}
        onChange={(shown, _errors, id) => {
          forget();
          props.onChange(editedValue(delivered, shown), undefined, id);
        }}
      />
    </Flex>
  );
}

/** What was changed of one thing is not a change of another that is chosen instead. */
function useForgetOfOther(instance: string | undefined, forget: () => void) {
  const last = useRef(instance);
  useEffect(() => {
    if (last.current && last.current !== instance) forget();
    last.current = instance;
  });
}
