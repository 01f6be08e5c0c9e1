import {
  CORE,
  create,
  DEPLOYMENTS,
  made,
  MAPS,
  MERGE,
  patch,
  RequestCase,
} from './request';

const SELF_REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** What one is not allowed to. */
export const RIGHTS: RequestCase[] = [
  {
    does: 'creates without being allowed to',
    as: 'portal',
    ...made('forbidden'),
  },
  {
    does: 'reads Secrets without being allowed to',
    as: 'portal',
    method: 'GET',
    path: `${CORE}/secrets/any`,
  },
  {
    does: 'lists all Secrets without being allowed to',
    as: 'portal',
    method: 'GET',
    path: '/api/v1/secrets',
  },
  {
    does: 'patches a subresource without being allowed to',
    as: 'portal',
    ...patch(`${DEPLOYMENTS}/any/scale`, MERGE, { spec: { replicas: 0 } }),
  },
  {
    does: 'deletes all without being allowed to',
    as: 'portal',
    method: 'DELETE',
    path: MAPS,
  },
  {
    does: 'asks for a review without saying what',
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {},
    },
  },
  {
    does: 'asks for a review of two things at once',
    ...create(SELF_REVIEWS, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: { verb: 'get', resource: 'pods' },
        nonResourceAttributes: { verb: 'get', path: '/healthz' },
      },
    }),
  },
  {
    does: 'asks for a review of nobody',
    ...create('/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
    }),
  },
  {
    does: 'asks for a local review of another namespace',
    ...create(
      '/apis/authorization.k8s.io/v1/namespaces/default/localsubjectaccessreviews',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'LocalSubjectAccessReview',
        spec: {
          user: 'ada',
          resourceAttributes: {
            verb: 'get',
            resource: 'pods',
            namespace: 'other',
          },
        },
      },
    ),
  },
  {
    does: 'asks for a review of the wrong type',
    ...create(SELF_REVIEWS, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb: ['get'] } },
    }),
  },
  {
    does: 'asks for a review with a name',
    ...create(SELF_REVIEWS, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { name: 'named' },
      spec: { resourceAttributes: { verb: 'get', resource: 'pods' } },
    }),
  },
];
