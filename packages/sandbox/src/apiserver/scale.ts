import { JsonValue, KubernetesObject } from '@mini-atlas/kro';
import {
  ensureObject,
  isObject,
  numberAt,
  objectAt,
  stringAt,
  valueAt,
} from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { invalidValue } from '../builtin/causes';
import { decodeFault } from '../openapi';
import { Backend } from './backend';
import { draftOf } from './drafts';
import { Patch } from './patch';
import { patchedBody } from './patchObject';
import { patchedText } from './patchedText';
import { badRequest, invalid, notHandled } from './refusals';
import { ServedType } from './servedType';
import { StatusError } from './status';
import { storeChange } from './updateObject';
import { ObjectWrite } from './writeOptions';

const SCALE = { apiVersion: 'autoscaling/v1', kind: 'Scale' };
/** `Scale` is described beside the types that are scaled. */
const SCALE_DOCUMENT = 'apps/v1';
const SPEC_REPLICAS = '.spec.replicas';
const STATUS_REPLICAS = '.status.replicas';

const fieldsOf = (path: string) => path.split('.').filter(Boolean);

/** The `Scale` of `autoscaling/v1` of a scalable object. @throws StatusError 500 for a custom one that has no number */
export function scaleOf(
  type: ServedType,
  object: KubernetesObject,
): KubernetesObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const replicas = numberAt(object, ...fieldsOf(specPath(type)));
  if (type.custom && replicas === undefined) {
    const message = `the spec replicas field ${JSON.stringify(
      specPath(type),
    )} does not exist`;
    throw new StatusError(
      500,
      'InternalError',
      `Internal error occurred: ${message}`,
      { causes: [{ message }] },
    );
  }
  const selector = selectorText(type, object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === undefined ? {} : { replicas },
    status: {
      replicas:
        numberAt(
          object,
          ...fieldsOf(
            type.custom?.scale?.statusReplicasPath ?? STATUS_REPLICAS,
          ),
        ) ?? 0,
      ...(selector ? { selector } : {}),
    },
  };
}

/** Scales to what a `Scale` says. @throws StatusError */
export function replaceScale(
  backend: Backend,
  type: ServedType,
  before: KubernetesObject,
  input: unknown,
  write: ObjectWrite,
  refuse = (why: string) => notHandled(SCALE, why, { ...SCALE, version: 'v1' }),
): KubernetesObject {
  if (!isObject(input) || input.kind !== 'Scale') {
    throw badRequest(
      'the object provided is unrecognized (must be of type Scale)',
    );
  }
  const fault = decodeFault(SCALE, input, SCALE_DOCUMENT);
  if (fault) throw refuse(fault);
  const replicas = numberAt(input, 'spec', 'replicas') ?? 0;
  if (!Number.isInteger(replicas) || (!type.custom && replicas < 0)) {
    throw invalid(
      { group: 'autoscaling', kind: 'Scale' },
      before.metadata.name ?? '',
      [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
          field: 'spec.replicas',
        },
      ],
    );
  }
  const draft = draftOf(before);
  const path = fieldsOf(specPath(type));
  ensureObject(draft, ...path.slice(0, -1))[path[path.length - 1]] = replicas;
  draft.metadata.resourceVersion = stringAt(
    input,
    'metadata',
    'resourceVersion',
  );
  return scaleOf(type, storeChange(backend, type, before, draft, write));
}

/** Patches the `Scale` of an object. @throws StatusError */
export function patchScale(
  backend: Backend,
  type: ServedType,
  before: KubernetesObject,
  patch: Patch,
  write: ObjectWrite,
): KubernetesObject {
  const scale: Draft = draftOf(scaleOf(type, before));
  scale.metadata.managedFields = scaleOwners(before);
  const merged = patchedBody(
    type,
    scale,
    patch.type === 'apply' ? { ...patch, type: 'merge' } : patch,
  );
  return replaceScale(backend, type, before, merged, write, why =>
    invalid({ group: '', kind: '' }, '', [
      invalidValue(
        'patch',
        patchedText(
          SCALE,
          merged,
          patch.type === 'merge' ? patch.body : {},
          SCALE_DOCUMENT,
        ),
        why,
      ),
    ]),
  );
}

/** Who owns the number of replicas, as the `Scale` says it. */
function scaleOwners({ metadata }: KubernetesObject): JsonValue[] {
  return (metadata.managedFields ?? []).flatMap(entry => {
    const spec = objectAt(entry, 'fieldsV1', 'f:spec');
    return isObject(entry) && spec && 'f:replicas' in spec
      ? [
          {
            ...entry,
            apiVersion: SCALE.apiVersion,
            fieldsV1: { 'f:spec': { 'f:replicas': {} } },
          },
        ]
      : [];
  });
}

function specPath(type: ServedType): string {
  return type.custom?.scale?.specReplicasPath ?? SPEC_REPLICAS;
}

function selectorText(
  type: ServedType,
  object: KubernetesObject,
): string | undefined {
  if (type.custom) {
    const path = type.custom.scale?.labelSelectorPath;
    const value = path && valueAt(object, ...fieldsOf(path));
    return typeof value === 'string' ? value : undefined;
  }
  const labels: Record<string, JsonValue | undefined> =
    objectAt(object, 'spec', 'selector', 'matchLabels') ??
    objectAt(object, 'spec', 'selector') ??
    {};
  return Object.entries(labels)
    .filter(([, value]) => typeof value === 'string')
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(',');
}
