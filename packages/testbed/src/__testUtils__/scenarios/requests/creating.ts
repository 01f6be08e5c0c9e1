import {
  create,
  DEPLOYMENTS,
  made,
  map,
  MAPS,
  RequestCase,
  YAML,
} from './request';

/** What is wrong with any new object, or its body. */
export const CREATING: RequestCase[] = [
  {
    does: 'creates without a name',
    method: 'POST',
    path: MAPS,
    body: { apiVersion: 'v1', kind: 'ConfigMap' },
  },
  {
    does: 'creates with a bad name',
    method: 'POST',
    path: MAPS,
    body: map('Not_Valid'),
  },
  {
    does: 'creates another kind than the address says',
    method: 'POST',
    path: MAPS,
    body: { ...map('other'), kind: 'Secret' },
  },
  {
    does: 'creates in another namespace than the address says',
    method: 'POST',
    path: MAPS,
    body: map('other', { metadata: { name: 'other', namespace: 'elsewhere' } }),
  },
  {
    does: 'creates in a namespace that does not exist',
    method: 'POST',
    path: '/api/v1/namespaces/nowhere/configmaps',
    body: map('one'),
  },
  {
    does: 'creates what is there',
    before: [made('twice')],
    ...made('twice'),
  },
  {
    does: 'creates with a resource version',
    method: 'POST',
    path: MAPS,
    body: map('versioned', {
      metadata: { name: 'versioned', resourceVersion: '1' },
    }),
  },
  {
    does: 'creates with broken JSON',
    method: 'POST',
    path: MAPS,
    body: '{"apiVersion":"v1",',
  },
  {
    does: 'creates without a body',
    method: 'POST',
    path: MAPS,
    body: '',
  },
  {
    does: 'creates with an unknown field',
    method: 'POST',
    path: `${MAPS}?fieldValidation=Strict`,
    body: map('strict', { daat: {} }),
  },
  {
    does: 'creates with a field twice',
    method: 'POST',
    path: `${MAPS}?fieldValidation=Strict`,
    body: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"double","name":"double"}}',
  },
  {
    does: 'creates with a bad label and a bad annotation',
    method: 'POST',
    path: MAPS,
    body: map('labelled', {
      metadata: {
        name: 'labelled',
        labels: { 'a b': 'c', ok: 'not ok!' },
        annotations: { 'x y': 'z' },
      },
    }),
  },
  {
    does: 'creates with a field of the wrong type',
    method: 'POST',
    path: MAPS,
    body: map('typed', { data: { a: 1 } }),
  },
  {
    does: 'creates from a list',
    ...create(MAPS, []),
  },
  {
    does: 'creates from a text',
    ...create(MAPS, '"text"'),
  },
  {
    does: 'creates from nothing at all',
    ...create(MAPS, 'null'),
  },
  {
    does: 'creates from JSON with a comma too many',
    ...create(MAPS, '{"apiVersion":"v1","kind":"ConfigMap",}'),
  },
  {
    does: 'creates from JSON with more behind it',
    ...create(MAPS, '{"apiVersion":"v1"} x'),
  },
  {
    does: 'creates from JSON in single quotes',
    ...create(MAPS, "{'apiVersion':'v1'}"),
  },
  {
    does: 'creates a kind that is a number',
    ...create(MAPS, { ...map('kind'), kind: 5 }),
  },
  {
    does: 'creates a kind that does not exist',
    ...create(MAPS, { ...map('kind'), kind: 'Nothing' }),
  },
  {
    does: 'creates a version that does not exist',
    ...create(MAPS, { ...map('kind'), apiVersion: 'v9' }),
  },
  {
    does: 'creates a version that cannot be',
    ...create(MAPS, { ...map('kind'), apiVersion: 'a/b/c' }),
  },
  {
    does: 'creates without a kind',
    ...create(MAPS, { metadata: { name: 'kindless' } }),
  },
  {
    does: 'creates from YAML',
    ...create(MAPS, 'metadata:\n  name: yaml\ndata:\n  a: "1"\n'),
    type: YAML,
  },
  {
    does: 'creates from YAML with a word that means true',
    ...create(MAPS, 'metadata:\n  name: truth\ndata:\n  a: yes\n'),
    type: YAML,
  },
  {
    does: 'creates from broken YAML',
    ...create(MAPS, 'metadata:\n  name: a\n bad: b\n'),
    type: YAML,
  },
  {
    does: 'creates from YAML with a field twice',
    ...create(
      `${MAPS}?fieldValidation=Strict`,
      'metadata:\n  name: a\ndata:\n  a: "1"\n  a: "2"\nmore: 1\n',
    ),
    type: YAML,
  },
  {
    does: 'creates with unknown and repeated fields',
    ...create(
      `${DEPLOYMENTS}?fieldValidation=Strict`,
      '{"spec":{"replicas":1,"replicas":2,"a":1,"a":2,"template":{"x":1,"spec":{"containers":[{"b":1,"name":"a","name":"c"}]}}}}',
    ),
  },
  {
    does: 'creates with metadata of the wrong type',
    ...create(MAPS, map('x', { metadata: 'x' })),
  },
  {
    does: 'creates with labels of the wrong type',
    ...create(MAPS, map('x', { metadata: { name: 'x', labels: { a: 1 } } })),
  },
  {
    does: 'creates with a time that is none',
    ...create(
      MAPS,
      map('x', { metadata: { name: 'x', creationTimestamp: 'yesterday' } }),
    ),
  },
  {
    does: 'creates with a number of the wrong type deep inside',
    ...create(DEPLOYMENTS, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'deep' },
      spec: {
        template: {
          spec: {
            containers: [{ name: 'a', ports: [{ containerPort: 'http' }] }],
          },
        },
      },
    }),
  },
  {
    does: 'creates with an owner that is none',
    ...create(
      MAPS,
      map('owned', {
        metadata: {
          name: 'owned',
          ownerReferences: [{ apiVersion: 'v1', kind: '', name: '', uid: '' }],
        },
      }),
    ),
  },
  {
    does: 'creates with a bad finalizer',
    ...create(
      MAPS,
      map('finalized', {
        metadata: { name: 'finalized', finalizers: ['a b', 'short'] },
      }),
    ),
  },
  {
    does: 'creates with a name that is too long',
    ...create(MAPS, map('x'.repeat(254))),
  },
  {
    does: 'creates with a name for an object that has one in its address',
    method: 'POST',
    path: `${MAPS}/named`,
    body: map('named'),
  },
  {
    does: 'creates with an unknown dry run',
    ...create(`${MAPS}?dryRun=Some`, map('dry')),
  },
  {
    does: 'creates with an unknown field validation',
    ...create(`${MAPS}?fieldValidation=Perhaps`, map('valid')),
  },
  {
    does: 'creates from a body of another media type',
    ...create(MAPS, 'x'),
    type: 'text/plain',
  },
];
