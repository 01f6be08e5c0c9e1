import { ClusterObject } from '../../cluster/objectPaths';

const graph = (
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

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

const NAME = '${schema.metadata.name}';

const note = (
  spec: Record<string, string>,
  text: Record<string, string>,
  includeExtra: string,
) =>
  graph(
    'note',
    { kind: 'Note', spec, status: { copied: '${copy.data.text}' } },
    [
      {
        id: 'text',
        template: configMap(`${NAME}-text`, {
          text: '${schema.spec.text}',
          ...text,
        }),
      },
      {
        id: 'copy',
        template: configMap(`${NAME}-copy`, { text: '${text.data.text}' }),
      },
      {
        id: 'extra',
        includeWhen: [includeExtra],
        template: configMap(`${NAME}-extra`, { text: '${copy.data.text}' }),
      },
    ],
  );

const NOTE_SPEC = {
  text: 'string | required=true minLength=1',
  extra: 'boolean | default=false',
};

/** A text, a copy that needs it, and something extra where it is wished for. */
export const NOTE = note(NOTE_SPEC, {}, '${schema.spec.extra}');

/** The same with a further number in its spec, which goes into the text. */
export const noteWith = (fields: { more: string }) =>
  note(
    { ...NOTE_SPEC, ...fields },
    { more: '${string(schema.spec.more)}' },
    '${schema.spec.extra}',
  );

/** The same without fields that people may have set. */
export const BLOCK = note(
  { text: NOTE_SPEC.text },
  {},
  "${schema.spec.text == 'extra'}",
);

/** A graph that refers to a field which its schema does not have. */
export const WRONG = graph('wrong', { kind: 'Wrong', spec: { a: 'string' } }, [
  { id: 'text', template: configMap('${schema.spec.nothing}', {}) },
]);

/** A child for each ship. */
export const FLEET = graph(
  'fleet',
  { kind: 'Fleet', spec: { ships: '[]string' } },
  [
    {
      id: 'ship',
      forEach: [{ called: '${schema.spec.ships}' }],
      template: configMap(`${NAME}-\${called}`, {
        of: '${string(schema.spec.ships.size())}',
      }),
    },
  ],
);

/** Something that reads what somebody else made. */
export const READER = graph(
  'reader',
  {
    kind: 'Reader',
    spec: { source: 'string' },
    status: { title: '${book.data.title}' },
  },
  [
    {
      id: 'source',
      externalRef: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: '${schema.spec.source}' },
      },
    },
    {
      id: 'book',
      template: configMap(NAME, { title: '${source.data.title}' }),
    },
  ],
);
