import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { objectAt, stringAt, stringsAt } from '../builtin/fields';
import { Draft } from '../builtin/kindRules';
import { ISSUER } from './accountTokens';
import { User } from './authenticate';
import { Attributes, authorize, rulesFor } from './authorize';
import { Backend, timestamp } from './backend';
import { badRequest, invalid } from './refusals';
import { reviewFaults } from './reviewFaults';
import { ServedType } from './servedType';
import { StatusCause } from './status';

/**
 * Answers a review (who am I, may I): an object that is computed and never stored.
 * @throws StatusError 422 for a question that is none
 */
export function answerReview(
  backend: Backend,
  type: ServedType,
  user: User,
  draft: Draft,
): KubernetesObject {
  const spec = objectAt(draft, 'spec') ?? {};
  refuseFaulty(type, reviewFaults(type.kind, draft, spec));
  switch (type.kind) {
    case 'SelfSubjectReview':
      return review(type, undefined, { userInfo: userInfo(user) });
    case 'SelfSubjectAccessReview':
      return review(type, spec, decide(backend, user, spec));
    case 'SubjectAccessReview':
    case 'LocalSubjectAccessReview':
      return review(type, spec, decide(backend, subjectOf(spec), spec));
    case 'SelfSubjectRulesReview':
      if (!spec.namespace) throw badRequest('no namespace on request');
      return review(type, {}, listRules(backend, user, spec));
    default:
      return review(type, spec, reviewToken(backend, spec));
  }
}

/** Is this a type of objects that are answered and never stored? */
export function isReview({ kind }: ServedType): boolean {
  return kind.endsWith('Review');
}

/** The refusal names no kind: the objects of that part of Kubernetes do not know theirs. */
function refuseFaulty({ group }: ServedType, causes: StatusCause[]): void {
  if (causes.length > 0) throw invalid({ group, kind: '' }, '', causes);
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

function reviewToken(backend: Backend, spec: JsonObject): JsonObject {
  const user = backend.tokenOwner(stringAt(spec, 'token') ?? '');
  return user
    ? { authenticated: true, user: userInfo(user), audiences: [ISSUER] }
    : {
        user: {},
        error: '[invalid bearer token, token lookup failed]',
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
