import { Alert, Select, Skeleton, Text } from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useId, useMemo } from 'react';
import { BackEnd } from '../api/askKro';
import { useLatestAnswer } from '../api/useLatestAnswer';
import { fetchInstances } from '../instance/fetchInstances';
import { FieldProblem } from '../value/FieldProblem';
import { InstancesFieldProps } from './instancesFieldSchema';
import { namespaceOfForm } from './namespaceOfForm';

interface Place {
  abstraction: string;
  namespace: string;
}

const readPlace = async (
  backEnd: BackEnd,
  { abstraction, namespace }: Place,
  signal: AbortSignal,
): Promise<InstanceSummary[]> =>
  (await fetchInstances(backEnd, signal)).filter(
    instance =>
      instance.abstraction === abstraction && instance.namespace === namespace,
  );

/** Chooses instances of one abstraction in the workspace that the form is about; its value is their names. */
export function InstancesField(props: InstancesFieldProps) {
  const { schema, uiSchema } = props;
  const abstraction = uiSchema['ui:options']?.abstraction ?? '';
  const namespace = namespaceOfForm(props.formContext?.formData);
  const place = useMemo(
    () => (namespace ? { abstraction, namespace } : undefined),
    [abstraction, namespace],
  );
  const { answer, failure } = useLatestAnswer(place, readPlace);
  const label = schema.title ?? props.name;

  if (failure) {
    return (
      <Alert
        status="danger"
        icon
        title={`${label}: what there is could not be read`}
        description={failure}
      />
    );
  }
  if (place && !answer) {
    return (
      <div role="status" aria-label={`Reading what there is for ${label}`}>
        <Skeleton width="100%" height={56} />
      </div>
    );
  }
  return <InstancesSelect {...props} label={label} instances={answer ?? []} />;
}

function InstancesSelect(
  props: InstancesFieldProps & { label: string; instances: InstanceSummary[] },
) {
  const { formData = [], instances, label, onChange, schema } = props;
  const describedBy = useId();
  const names = namesOf(instances, formData);
  const problem = missingProblem(label, instances, formData);
  if (names.length === 0) {
    return (
      <div>
        <Text as="p" variant="body-medium" weight="bold">
          {label}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          There is none in this workspace yet. What you order there can be
          chosen here as soon as it is merged; this can be changed later.
        </Text>
      </div>
    );
  }
  return (
    <div>
      <Select
        selectionMode="multiple"
        label={label}
        description={schema.description}
        placeholder="Choose any number"
        isDisabled={props.disabled || props.readonly}
        isInvalid={Boolean(problem)}
        aria-describedby={problem ? describedBy : undefined}
        validationBehavior="aria"
        searchable={names.length > 10}
        searchPlaceholder="Search"
        options={names.map(name => ({ value: name, label: name }))}
        value={formData}
        onChange={keys => onChange(inOrder(formData, keys.map(String)))}
      />
      <FieldProblem id={describedBy} problem={problem} />
    </div>
  );
}

/** What is there, and what was chosen and is not: its file may be in Git all the same. */
function namesOf(instances: InstanceSummary[], chosen: string[]): string[] {
  const names = instances.map(({ name }) => name);
  return [...names, ...chosen.filter(name => !names.includes(name))];
}

/** The first may mean more than the others: what was chosen first stays first. */
function inOrder(before: string[], now: string[]): string[] {
  return [
    ...before.filter(name => now.includes(name)),
    ...now.filter(name => !before.includes(name)),
  ];
}

function missingProblem(
  label: string,
  instances: InstanceSummary[],
  chosen: string[],
): string | undefined {
  const missing = chosen.find(
    name => !instances.some(instance => instance.name === name),
  );
  return missing
    ? `${label} names ${missing}, which is not in this workspace; what uses it waits until it is.`
    : undefined;
}
