import { useId } from 'react';
import { FieldProblem } from '../value/FieldProblem';
import { OwnerFieldProps } from './ownerFieldSchema';
import { WorkspaceOwner } from './WorkspaceOwner';

/** The scaffolder's own picker of owners, which begins with the workspace's, and says in words that one must be chosen. */
export function OwnerField(props: OwnerFieldProps) {
  const { OwnerPicker } = props.registry.fields;
  const namespace = props.formContext?.formData?.namespace;
  const describedBy = useId();
  const isMissing = Boolean(props.rawErrors?.length) && !props.formData;
  return (
    <div>
      {typeof namespace === 'string' && (
        <WorkspaceOwner
          namespace={namespace}
          owner={props.formData}
          onChange={props.onChange}
        />
      )}
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
