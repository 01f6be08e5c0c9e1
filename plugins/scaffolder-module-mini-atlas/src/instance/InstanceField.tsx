import { Alert, Select, Skeleton } from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useId } from 'react';
import { BackEnd } from '../api/askKro';
import { useLatestAnswer } from '../api/useLatestAnswer';
import { FieldProblem } from '../value/FieldProblem';
import { fetchInstances } from './fetchInstances';
import { InstanceFieldProps } from './instanceFieldSchema';

const ALL = {};

const readAll = (backEnd: BackEnd, _all: typeof ALL, signal: AbortSignal) =>
  fetchInstances(backEnd, signal);

/** Chooses an instance by name, abstraction and workspace; its value is the instance ref. */
export function InstanceField(props: InstanceFieldProps) {
  const { answer, failure } = useLatestAnswer(ALL, readAll);
  if (failure) {
    return (
      <Alert
        status="danger"
        icon
        title="What there is could not be read"
        description={failure}
      />
    );
  }
  if (!answer) {
    return (
      <div role="status" aria-label="Reading what there is">
        <Skeleton width="100%" height={56} />
      </div>
    );
  }
  return <InstanceSelect {...props} instances={answer} />;
}

function InstanceSelect(
  props: InstanceFieldProps & { instances: InstanceSummary[] },
) {
  const { formData, instances, onChange, schema } = props;
  const describedBy = useId();
  const label = schema.title ?? 'Instance';
  const isMissing = Boolean(props.rawErrors?.length) && !formData;
  return (
    <div>
      <Select
        label={label}
        description={schema.description}
        secondaryLabel={props.required ? 'Required' : undefined}
        placeholder="Choose one"
        isRequired={props.required}
        isDisabled={props.disabled || props.readonly}
        isInvalid={isMissing}
        aria-describedby={isMissing ? describedBy : undefined}
        validationBehavior="aria"
        searchable={instances.length > 10}
        searchPlaceholder="Search"
        options={optionsOf(instances, formData)}
        value={formData ?? null}
        onChange={key => onChange(typeof key === 'string' ? key : undefined)}
      />
      <FieldProblem
        id={describedBy}
        problem={isMissing ? `${label} is missing: choose one.` : undefined}
      />
    </div>
  );
}

/** What the address names is offered, too, when the cluster does not have it: its file may still be in Git. */
function optionsOf(instances: InstanceSummary[], chosen: string | undefined) {
  const options = instances.map(instance => ({
    value: instance.ref,
    label: labelOf(instance),
  }));
  const isKnown = !chosen || options.some(({ value }) => value === chosen);
  return isKnown ? options : [...options, { value: chosen, label: chosen }];
}

function labelOf({ name, namespace, abstractionTitle }: InstanceSummary) {
  return namespace
    ? `${name} (${abstractionTitle} in ${namespace})`
    : `${name} (${abstractionTitle})`;
}
