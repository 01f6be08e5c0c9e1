import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { isObject, objectAt, stringAt, stringsAt } from '../builtin/fields';
import { User } from './authenticate';
import { Attributes, authorize, rulesFor } from './authorize';
import { Backend, timestamp } from './backend';
import { badRequest } from './refusals';
import { ServedType } from './servedType';

/**
 * Answers a review (who am I, may I): an object that is computed and never stored.
 * Undefined when the type is not one.
 */
export function answerReview(
  backend: Backend,
  type: ServedType,
  user: User,
  input: unknown,
  namespace: string | undefined,
): KubernetesObject | undefined {
  if (!type.kind.endsWith('Review')) return undefined;
  if (!isObject(input)) throw badRequest(`a ${type.kind} must be an object`);
  const spec = objectAt(input, 'spec') ?? {};
  switch (type.kind) {
    case 'SelfSubjectReview':
      return review(type, undefined, { userInfo: userInfo(user) });
    case 'SelfSubjectAccessReview':
      return review(type, spec, decide(backend, user, spec));
    case 'SubjectAccessReview':
      return review(type, spec, decide(backend, subjectOf(spec), spec));
    case 'LocalSubjectAccessReview':
      return review(type, spec, decideLocally(backend, spec, namespace));
    case 'SelfSubjectRulesReview':
      return review(type, {}, listRules(backend, user, spec));
    default:
      return review(
        type,
        {},
        { user: {}, error: 'token review is not served' },
      );
  }
}

function review(
  { kind, apiVersion }: ServedType,
  spec: JsonObject | undefined,
  status: JsonObject,
): KubernetesObject {
  return {
    kind,
    apiVersion,
    metadata: spec ? {} : { creationTimestamp: timestamp(new Date()) },
    ...(spec ? { spec } : {}),
    status,
  };
}

function userInfo({ name, uid, groups }: User): JsonObject {
  return { username: name, ...(uid ? { uid } : {}), groups };
}

function subjectOf(spec: JsonObject): User {
  return {
    name: stringAt(spec, 'user') ?? '',
    groups: stringsAt(spec, 'groups'),
  };
}

function attributesOf(spec: JsonObject): Attributes {
  const path = objectAt(spec, 'nonResourceAttributes');
  if (path) {
    return {
      verb: stringAt(path, 'verb') ?? '',
      path: stringAt(path, 'path') ?? '',
    };
  }
  const resource = objectAt(spec, 'resourceAttributes');
  if (!resource) {
    throw badRequest(
      'spec.resourceAttributes or spec.nonResourceAttributes must be set',
    );
  }
  return {
    verb: stringAt(resource, 'verb') ?? '',
    group: stringAt(resource, 'group') ?? '',
    resource: stringAt(resource, 'resource') ?? '',
    subresource: stringAt(resource, 'subresource') || undefined,
    namespace: stringAt(resource, 'namespace') || undefined,
    name: stringAt(resource, 'name') || undefined,
  };
}

function decide(backend: Backend, user: User, spec: JsonObject): JsonObject {
  const { allowed, reason } = authorize(
    backend.store,
    user,
    attributesOf(spec),
  );
  return { allowed, ...(reason ? { reason } : {}) };
}

function decideLocally(
  backend: Backend,
  spec: JsonObject,
  namespace: string | undefined,
): JsonObject {
  const asked = stringAt(spec, 'resourceAttributes', 'namespace');
  if (asked !== namespace) {
    throw badRequest(
      `spec.resourceAttributes.namespace must match metadata.namespace: ${namespace}`,
    );
  }
  return decide(backend, subjectOf(spec), spec);
}

function listRules(backend: Backend, user: User, spec: JsonObject): JsonObject {
  const rules = user.groups.includes('system:masters')
    ? [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ]
    : rulesFor(backend.store, user, stringAt(spec, 'namespace') ?? '');
  return {
    resourceRules: rules.filter(rule => !rule.nonResourceURLs),
    nonResourceRules: rules.filter(rule => rule.nonResourceURLs),
    incomplete: false,
  };
}
