import { APPLY, create, MERGE, patch, RequestCase } from './request';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SPROCKETS = '/apis/requests.example.dev/v1/namespaces/default/sprockets';

const definition = (spec: object, name = 'bads.example.dev') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: {
    group: 'example.dev',
    scope: 'Namespaced',
    names: { plural: 'bads', kind: 'Bad' },
    ...spec,
  },
});
const version = (schema: object, more: object = {}) => ({
  name: 'v1',
  served: true,
  storage: true,
  schema: { openAPIV3Schema: schema },
  ...more,
});
const SPROCKET = create(
  CRDS,
  definition(
    {
      group: 'requests.example.dev',
      names: { plural: 'sprockets', kind: 'Sprocket' },
      versions: [
        version({
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              properties: {
                size: { type: 'integer', minimum: 1, maximum: 5 },
                colour: { type: 'string', enum: ['red', 'blue'] },
                tags: {
                  type: 'array',
                  maxItems: 2,
                  items: { type: 'string', pattern: '^[a-z]+$' },
                },
              },
            },
          },
        }),
      ],
    },
    'sprockets.requests.example.dev',
  ),
);
const sprocket = (spec: unknown, more: object = {}) => ({
  apiVersion: 'requests.example.dev/v1',
  kind: 'Sprocket',
  metadata: { name: 'bad' },
  spec,
  ...more,
});

/** Definitions of kinds, and objects of a defined kind. */
export const DEFINITIONS: RequestCase[] = [
  {
    does: 'defines a kind with faults',
    method: 'POST',
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    body: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'bads.example.dev' },
      spec: {
        group: 'example.dev',
        scope: 'Everywhere',
        names: { plural: 'bads', kind: 'bad' },
        versions: [
          { name: 'v1', served: true, storage: false },
          { name: 'one', served: true, storage: false },
        ],
      },
    },
  },
  {
    does: 'defines a kind without a version',
    ...create(CRDS, definition({ versions: [] })),
  },
  {
    does: 'defines a kind with a name that does not fit',
    ...create(
      CRDS,
      definition(
        { versions: [version({ type: 'object' })] },
        'others.example.dev',
      ),
    ),
  },
  {
    does: 'defines a kind with a schema that is not structural',
    ...create(
      CRDS,
      definition({
        versions: [
          version({
            type: 'object',
            properties: {
              spec: {
                properties: { a: { type: 'strange' }, b: { type: 'array' } },
              },
            },
          }),
        ],
      }),
    ),
  },
  {
    does: 'defines a kind with a default that does not fit',
    ...create(
      CRDS,
      definition({
        versions: [
          version({
            type: 'object',
            properties: { a: { type: 'integer', default: 'x' } },
          }),
        ],
      }),
    ),
  },
  {
    does: 'defines a kind with a field of the wrong type',
    ...create(CRDS, definition({ versions: 'v1' })),
  },
  {
    does: 'creates a custom resource with a list that does not fit',
    before: [SPROCKET, { method: 'GET', path: SPROCKETS, until: 200 }],
    ...create(SPROCKETS, sprocket({ tags: ['A', 'b', 'c'], size: 1 })),
  },
  {
    does: 'creates a custom resource without what it needs',
    ...create(SPROCKETS, sprocket({})),
  },
  {
    does: 'creates a custom resource of the wrong type',
    ...create(SPROCKETS, sprocket({ size: 'x' })),
  },
  {
    does: 'creates a custom resource whose spec is a text',
    ...create(SPROCKETS, sprocket('x')),
  },
  {
    does: 'creates a custom resource with an unknown field',
    ...create(
      `${SPROCKETS}?fieldValidation=Strict`,
      sprocket({ size: 1, none: 1 }, { more: 1 }),
    ),
  },
  {
    does: 'creates a custom resource with a field twice',
    ...create(
      `${SPROCKETS}?fieldValidation=Strict`,
      '{"apiVersion":"requests.example.dev/v1","kind":"Sprocket","metadata":{"name":"double"},"spec":{"size":1,"size":2,"none":1}}',
    ),
  },
  {
    does: 'creates a custom resource without a kind',
    ...create(SPROCKETS, { metadata: { name: 'bad' }, spec: { size: 1 } }),
  },
  {
    does: 'creates a custom resource without a version',
    ...create(SPROCKETS, {
      kind: 'Sprocket',
      metadata: { name: 'bad' },
      spec: { size: 1 },
    }),
  },
  {
    does: 'creates a custom resource of another kind',
    ...create(SPROCKETS, { ...sprocket({ size: 1 }), kind: 'Other' }),
  },
  {
    does: 'creates a custom resource of another version',
    ...create(SPROCKETS, {
      ...sprocket({ size: 1 }),
      apiVersion: 'requests.example.dev/v9',
    }),
  },
  {
    does: 'creates a custom resource with labels of the wrong type',
    ...create(
      SPROCKETS,
      sprocket({ size: 1 }, { metadata: { name: 'bad', labels: { a: 1 } } }),
    ),
  },
  {
    does: 'creates a custom resource with metadata of the wrong type',
    ...create(SPROCKETS, sprocket({ size: 1 }, { metadata: 'x' })),
  },
  {
    does: 'creates a custom resource from broken JSON',
    ...create(SPROCKETS, '{"kind":'),
  },
  {
    does: 'creates a custom resource from nothing',
    ...create(SPROCKETS, ''),
  },
  {
    does: 'creates a custom resource from a list',
    ...create(SPROCKETS, '[]'),
  },
  {
    does: 'replaces a custom resource without its version',
    before: [
      create(SPROCKETS, sprocket({ size: 1 }, { metadata: { name: 'put' } })),
    ],
    method: 'PUT',
    path: `${SPROCKETS}/put`,
    body: sprocket({ size: 2 }, { metadata: { name: 'put' } }),
  },
  {
    does: 'merges what does not fit into a custom resource',
    before: [
      create(
        SPROCKETS,
        sprocket({ size: 1 }, { metadata: { name: 'merged' } }),
      ),
    ],
    ...patch(`${SPROCKETS}/merged`, MERGE, { spec: { size: 'x' } }),
  },
  {
    does: 'patches the uid of a custom resource',
    before: [
      create(SPROCKETS, sprocket({ size: 1 }, { metadata: { name: 'uid' } })),
    ],
    ...patch(`${SPROCKETS}/uid`, MERGE, { metadata: { uid: 'other' } }),
  },
  {
    does: 'patches labels of the wrong type into a custom resource',
    before: [
      create(SPROCKETS, sprocket({ size: 1 }, { metadata: { name: 'label' } })),
    ],
    ...patch(`${SPROCKETS}/label`, MERGE, { metadata: { labels: { a: 1 } } }),
  },
  {
    does: 'patches a custom resource with an unknown type',
    before: [
      create(SPROCKETS, sprocket({ size: 1 }, { metadata: { name: 'type' } })),
    ],
    ...patch(`${SPROCKETS}/type`, 'application/strange', {}),
  },
  {
    does: 'applies an unknown field to a custom resource',
    ...patch(
      `${SPROCKETS}/applied?fieldManager=a`,
      APPLY,
      sprocket({ size: 1, none: 1 }, { metadata: { name: 'applied' } }),
    ),
  },
  {
    does: 'applies a field of the wrong type to a custom resource',
    ...patch(
      `${SPROCKETS}/mistyped?fieldManager=a`,
      APPLY,
      sprocket({ size: 'x' }, { metadata: { name: 'mistyped' } }),
    ),
  },
  {
    does: 'reads the status of a custom resource that has none',
    method: 'GET',
    path: `${SPROCKETS}/applied/status`,
  },
  {
    does: 'scales a custom resource that has no scale',
    method: 'GET',
    path: `${SPROCKETS}/applied/scale`,
  },
  {
    does: 'selects custom resources by a field that cannot be',
    method: 'GET',
    path: `${SPROCKETS}?fieldSelector=spec.size%3D1`,
  },
];
