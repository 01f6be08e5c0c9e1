import { JsonObject, JsonValue } from '@mini-atlas/kro';
import { asInternal, invalidValue } from '../builtin/causes';
import { objectAt, stringAt, stringsAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { StatusCause } from './status';

const AUTHORIZATION = [
  'LocalSubjectAccessReview',
  'SelfSubjectAccessReview',
  'SubjectAccessReview',
];

/** What is wrong with a review; after `apis/authorization/validation`. */
export function reviewFaults(
  kind: string,
  draft: Draft,
  spec: JsonObject,
): StatusCause[] {
  if (!AUTHORIZATION.includes(kind)) return [];
  return [
    ...attributeFaults(spec),
    ...(kind === 'SelfSubjectAccessReview' ? [] : subjectFaults(spec)),
    ...metadataFaults(kind, draft),
    ...(kind === 'LocalSubjectAccessReview' ? localFaults(draft, spec) : []),
  ];
}

function path(spec: JsonObject): JsonValue {
  const attributes = objectAt(spec, 'nonResourceAttributes');
  return attributes ? asInternal(attributes, { Path: '', Verb: '' }) : null;
}

function attributeFaults(spec: JsonObject): StatusCause[] {
  const resource = objectAt(spec, 'resourceAttributes');
  const isPath = objectAt(spec, 'nonResourceAttributes') !== undefined;
  if (Boolean(resource) !== isPath) return [];
  return [
    resource
      ? invalidValue(
          'spec.nonResourceAttributes',
          path(spec),
          'cannot be specified in combination with resourceAttributes',
        )
      : invalidValue(
          'spec.resourceAttributes',
          null,
          'exactly one of nonResourceAttributes or resourceAttributes must be specified',
        ),
  ];
}

function subjectFaults(spec: JsonObject): StatusCause[] {
  return stringAt(spec, 'user') || stringsAt(spec, 'groups').length > 0
    ? []
    : [
        invalidValue(
          'spec.user',
          '',
          'at least one of user or group must be specified',
        ),
      ];
}

function metadataFaults(kind: string, { metadata }: Draft): StatusCause[] {
  const isLocal = kind === 'LocalSubjectAccessReview';
  const { managedFields, namespace, ...own } = metadata;
  const rest = isLocal || !namespace ? own : { ...own, namespace };
  if (Object.values(rest).every(value => !value)) return [];
  return [
    invalidValue(
      'metadata',
      { ...rest, managedFields },
      isLocal ? 'must be empty except for namespace' : 'must be empty',
    ),
  ];
}

function localFaults({ metadata }: Draft, spec: JsonObject): StatusCause[] {
  const resource = objectAt(spec, 'resourceAttributes');
  const asked = stringAt(resource, 'namespace') ?? '';
  return [
    ...(resource && asked !== metadata.namespace
      ? [
          invalidValue(
            'spec.resourceAttributes.namespace',
            asked,
            'must match metadata.namespace',
          ),
        ]
      : []),
    ...(objectAt(spec, 'nonResourceAttributes')
      ? [
          invalidValue(
            'spec.nonResourceAttributes',
            path(spec),
            'disallowed on this kind of request',
          ),
        ]
      : []),
  ];
}
