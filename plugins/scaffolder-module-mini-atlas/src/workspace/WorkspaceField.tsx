import { parseEntityRef } from '@backstage/catalog-model';
import { Alert, Button, Link, Select, Skeleton } from '@backstage/ui';
import { useId, useState } from 'react';
import { FieldProblem } from '../value/FieldProblem';
import { useWorkspaces } from './useWorkspaces';
import { Workspace } from './workspaces';
import { WorkspaceFieldProps } from './workspaceFieldSchema';

/** Chooses a workspace by title and owner; its value is the namespace. */
export function WorkspaceField(props: WorkspaceFieldProps) {
  const { schema } = props;
  const { workspaces, error, load } = useWorkspaces();
  const label = schema.title ?? 'Workspace';

  if (error) {
    return (
      <Alert
        status="danger"
        icon
        title="The workspaces could not be read"
        description={error.message}
        customActions={
          <Button size="small" variant="secondary" onPress={load}>
            Try again
          </Button>
        }
      />
    );
  }
  if (!workspaces) {
    return (
      <div role="status" aria-label="Reading the workspaces">
        <Skeleton width="100%" height={56} />
      </div>
    );
  }
  if (workspaces.length === 0) {
    return (
      <Alert
        status="info"
        icon
        title="There is no workspace yet"
        description={
          <>
            What you order lives in one. <Link href="/create">Order one</Link>{' '}
            first; it can be chosen here as soon as it is there.
          </>
        }
        customActions={
          <Button size="small" variant="secondary" onPress={load}>
            Look again
          </Button>
        }
      />
    );
  }
  return <WorkspaceSelect {...props} label={label} workspaces={workspaces} />;
}

function WorkspaceSelect(
  props: WorkspaceFieldProps & { label: string; workspaces: Workspace[] },
) {
  const { formData, label, onChange, schema, workspaces } = props;
  const [left, setLeft] = useState(false);
  const describedBy = useId();
  const refused = Boolean(props.rawErrors?.length);
  // The form's own errors stand below the field unless its template hides them.
  const ours = props.hideError ? left || refused : left && !refused;
  const problem =
    ours && props.required && !formData
      ? `${label} is missing: choose one.`
      : undefined;
  return (
    <div>
      <Select
        label={label}
        description={schema.description}
        secondaryLabel={props.required ? 'Required' : undefined}
        placeholder="Choose a workspace"
        isRequired={props.required}
        isDisabled={props.disabled || props.readonly}
        isInvalid={Boolean(problem) || (refused && !props.hideError)}
        aria-describedby={problem ? describedBy : undefined}
        validationBehavior="aria"
        searchable={workspaces.length > 10}
        searchPlaceholder="Search workspaces"
        options={workspaces.map(workspace => ({
          value: workspace.namespace,
          label: labelOf(workspace),
        }))}
        value={formData ?? null}
        onOpenChange={isOpen => setLeft(!isOpen)}
        onChange={key => onChange(typeof key === 'string' ? key : undefined)}
      />
      <FieldProblem id={describedBy} problem={problem} />
    </div>
  );
}

function labelOf({ namespace, owner, title }: Workspace): string {
  const name = title === namespace ? title : `${title} (${namespace})`;
  return owner ? `${name}, owned by ${ownerName(owner)}` : name;
}

function ownerName(owner: string): string {
  return parseEntityRef(owner, { defaultKind: 'group' }).name;
}
