import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { forbiddenField, unsupportedValue } from './causes';
import { AGE_COLUMN, fieldColumn, NAME_COLUMN } from './columns';
import { numberAt, setDefault, stringAt } from './fields';
import { KindRules } from './kindRules';

const SYSTEM = 'system-';
const KNOWN = ['system-node-critical', 'system-cluster-critical'];
const HIGHEST = 1_000_000_000;
const POLICIES = ['PreemptLowerPriority', 'Never'];

/** PriorityClasses: what is set stays. */
export const priorityClass: KindRules = {
  generation: true,
  setDefaults(draft) {
    setDefault(draft, 'preemptionPolicy', 'PreemptLowerPriority');
  },
  validate: (object, before) => [
    ...(before ? changeFaults(object, before) : nameFaults(object)),
    ...policyFaults(object),
  ],
  columns: [
    NAME_COLUMN,
    fieldColumn('Value', 'integer', 'value', 0),
    fieldColumn('Global-Default', 'boolean', 'globalDefault', false),
    AGE_COLUMN,
    fieldColumn('PreemptionPolicy', 'string', 'preemptionPolicy'),
  ],
};

function nameFaults(object: KubernetesObject): StatusCause[] {
  const { name = '' } = object.metadata;
  if (name.startsWith(SYSTEM)) {
    return KNOWN.includes(name)
      ? []
      : [
          forbiddenField(
            'metadata.name',
            `priority class names with '${SYSTEM}' prefix are reserved for system use only. error: ${name} is not a known system priority class`,
          ),
        ];
  }
  return (numberAt(object, 'value') ?? 0) > HIGHEST
    ? [
        forbiddenField(
          'value',
          `maximum allowed value of a user defined priority is ${HIGHEST}`,
        ),
      ]
    : [];
}

function policyFaults(object: KubernetesObject): StatusCause[] {
  const policy = stringAt(object, 'preemptionPolicy') ?? POLICIES[0];
  return POLICIES.includes(policy)
    ? []
    : [unsupportedValue('preemptionPolicy', policy, POLICIES)];
}

function changeFaults(
  object: KubernetesObject,
  before: KubernetesObject,
): StatusCause[] {
  return numberAt(object, 'value') === numberAt(before, 'value')
    ? []
    : [forbiddenField('value', 'may not be changed in an update.')];
}
