import { ClusterObject } from '../../cluster/objectPaths';

const NAME = '${schema.metadata.name}';

/** A ResourceGraphDefinition of the group `example.dev`. */
export const graph = (
  name: string,
  schema: Record<string, unknown>,
  resources: object[],
): ClusterObject => ({
  apiVersion: 'kro.run/v1alpha1',
  kind: 'ResourceGraphDefinition',
  metadata: { name },
  spec: {
    schema: { group: 'example.dev', apiVersion: 'v1alpha1', ...schema },
    resources,
  },
});

/** A ConfigMap in a graph. */
export const map = (
  name: string,
  data: Record<string, string>,
  metadata: object = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

/** A gate that somebody has to open before what is behind it is made. */
export const GATE = graph(
  'gate',
  { kind: 'Gate', spec: {}, status: { opened: '${gate.data.open}' } },
  [
    {
      id: 'gate',
      template: map(`${NAME}-gate`, { built: 'of iron' }),
      readyWhen: ["${gate.data.?open.orValue('shut') == 'wide'}"],
    },
    {
      id: 'garden',
      template: map(`${NAME}-garden`, { gate: '${gate.metadata.name}' }),
    },
    { id: 'wall', template: map(`${NAME}-wall`, {}) },
  ],
);

/** One child that may have a name which the API server refuses, and one beside it. */
export const PAIR = graph(
  'pair',
  { kind: 'Pair', spec: { called: 'string' } },
  [
    { id: 'one', template: map('${schema.spec.called}', {}) },
    { id: 'other', template: map(`${NAME}-other`, {}) },
  ],
);

/** A value that cannot be computed for each input. */
export const SUM = graph('sum', { kind: 'Sum', spec: { text: 'string' } }, [
  {
    id: 'number',
    template: map(`${NAME}-number`, {
      next: '${string(int(schema.spec.text) + 1)}',
    }),
  },
  { id: 'plain', template: map(`${NAME}-plain`, {}) },
]);

/** A child in the instance's namespace, and one in another. */
export const SPREAD = graph(
  'spread',
  { kind: 'Spread', spec: { far: 'string' } },
  [
    { id: 'near', template: map(`${NAME}-near`, {}) },
    {
      id: 'far',
      template: map(`${NAME}-far`, {}, { namespace: '${schema.spec.far}' }),
    },
  ],
);

/** Of the whole cluster. */
export const REGION = graph(
  'region',
  { kind: 'Region', scope: 'Cluster', spec: { land: 'string' } },
  [
    {
      id: 'space',
      template: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: `${NAME}-space` },
      },
    },
    {
      id: 'note',
      template: map(
        'land',
        { land: '${schema.spec.land}' },
        { namespace: '${space.metadata.name}' },
      ),
    },
  ],
);

/** What others have, by their labels. */
export const POLL = graph(
  'poll',
  {
    kind: 'Poll',
    spec: { of: 'string' },
    status: { count: '${size(people)}' },
  },
  [
    {
      id: 'people',
      externalRef: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          namespace: '${schema.metadata.namespace}',
          selector: { matchLabels: { people: '${schema.spec.of}' } },
        },
      },
    },
    {
      id: 'count',
      template: map(NAME, { count: '${string(size(people))}' }),
    },
  ],
);

/** Something that the instance includes where it is wished for, and something that needs it. */
export const OPTIONAL = graph(
  'optional',
  { kind: 'Optional', spec: { extra: 'boolean | default=false' } },
  [
    { id: 'base', template: map(`${NAME}-base`, {}) },
    {
      id: 'extra',
      includeWhen: ['${schema.spec.extra}'],
      template: map(`${NAME}-extra`, { base: '${base.metadata.name}' }),
    },
    {
      id: 'follows',
      template: map(`${NAME}-follows`, { extra: '${extra.metadata.name}' }),
    },
  ],
);

/** A field of a text that may become a number. */
export const page = (type: string, data: Record<string, string> = {}) =>
  graph('page', { kind: 'Page', spec: { number: type } }, [
    { id: 'page', template: map(`${NAME}-page`, data) },
  ]);

/** All that a kind may be given. */
export const ADORNED = graph(
  'adorned',
  {
    kind: 'Adorned',
    shortNames: ['ad'],
    categories: ['jewels'],
    spec: {
      size: 'integer | default=3 minimum=1 maximum=5 description="how big"',
      colour: 'string | enum="red,blue" default="red"',
      fixed: 'string | immutable=true required=true',
      list: '[]string | minItems=1',
      map: 'map[string]integer',
      nested: { deep: 'boolean | default=true' },
      gem: 'Gem',
    },
    types: { Gem: { cut: 'string | required=true', carat: 'float' } },
    additionalPrinterColumns: [
      { name: 'Colour', type: 'string', jsonPath: '.spec.colour' },
    ],
    metadata: {
      labels: { 'example.dev/kind': 'adorned' },
      annotations: { 'example.dev/note': 'of a graph' },
    },
  },
  [{ id: 'one', template: map(`${NAME}-one`, {}) }],
);

/** A kind that somebody else has defined. */
export const FOREIGN: ClusterObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'foreigns.example.dev' },
  spec: {
    group: 'example.dev',
    scope: 'Namespaced',
    names: { plural: 'foreigns', kind: 'Foreign' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object' } },
      },
    ],
  },
};
