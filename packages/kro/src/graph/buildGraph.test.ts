import { buildGraph, GraphError, parseResourceGraphDefinition } from '..';
import {
  configMap,
  definition,
  live,
  platformGraph,
  types,
} from '../__testUtils__/fixtures';

describe('buildGraph', () => {
  it('makes the CRD, the order and the dependencies that KRO made', () => {
    const rgd = live('rgd-demo');
    const graph = buildGraph(parseResourceGraphDefinition(rgd), types);
    const crd = live('crd-demoes.atlas.dev');
    const { conversion: _conversion, ...spec } = crd.spec as Record<
      string,
      unknown
    >;
    expect(graph.crd.spec).toEqual(spec);
    expect(graph.crd.metadata.name).toBe('demoes.atlas.dev');
    expect(graph.topologicalOrder).toEqual(['deployment', 'service']);
    expect(graph.nodes.service.dependencies).toEqual(['deployment']);
    expect(graph.nodes.deployment.dependencies).toEqual([]);
  });

  it.each([
    ['infrastructure', ['cluster', 'cache', 'cacheService']],
    ['topic', ['kafka', 'topic', 'user', 'access']],
    ['webapplication', ['deployment', 'service', 'pdb', 'route']],
    ['workspace', ['ns', 'quota', 'limits', 'isolation', 'naming', 'editors']],
  ])('accepts %s', (name, order) => {
    expect(platformGraph(name).topologicalOrder).toEqual(order);
  });
});

describe('buildGraph refuses', () => {
  const cases: [string, Parameters<typeof definition>[0], RegExp, string?][] = [
    [
      'unknown identifiers',
      { resources: [configMap('a', { x: '${nope.metadata.name}' })] },
      /references unknown identifiers: \[nope\]/,
      'spec.resources[0]',
    ],
    [
      'a cycle',
      {
        resources: [
          configMap('a', { x: '${b.metadata.name}' }),
          configMap('b', { x: '${a.metadata.name}' }),
        ],
      },
      /graph contains a cycle: a -> b -> a/,
    ],
    [
      'an unknown type',
      {
        resources: [
          {
            id: 'a',
            template: {
              apiVersion: 'x.dev/v1',
              kind: 'Nope',
              metadata: { name: 'a' },
            },
          },
        ],
      },
      /does not serve kind Nope of x.dev\/v1/,
    ],
    [
      'an unknown marker',
      { schema: { spec: { a: 'string | nope=1' } }, resources: [] },
      /unknown marker: nope/,
      'spec.schema.spec.a',
    ],
    [
      'two equal ids',
      { resources: [configMap('a', {}), configMap('a', {})] },
      /duplicate resource IDs a/,
    ],
    [
      'a reserved word',
      { resources: [configMap('schema', {})] },
      /id schema is a reserved keyword/,
    ],
    [
      'a namespaced child without namespace under scope Cluster',
      { schema: { scope: 'Cluster' }, resources: [configMap('a', {})] },
      /must set metadata.namespace when the instance CRD is cluster-scoped/,
    ],
    [
      'a namespace on a cluster-scoped child',
      {
        resources: [
          {
            id: 'a',
            template: {
              apiVersion: 'v1',
              kind: 'Namespace',
              metadata: { name: 'a', namespace: 'b' },
            },
          },
        ],
      },
      /is cluster-scoped and must not set metadata.namespace/,
    ],
    [
      'a field the schema does not have',
      {
        resources: [
          {
            id: 'a',
            template: {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 'a' },
              spec: { porst: [] },
            },
          },
        ],
      },
      /schema not found for field porst/,
      'spec.resources[0].template.spec.porst',
    ],
    [
      'an unknown field of the instance',
      { resources: [configMap('a', { x: '${schema.spec.nope}' })] },
      /undefined field 'nope'/,
      'spec.resources[0].template.data.x',
    ],
    [
      'an unknown field of a child',
      {
        resources: [
          configMap('a', {}),
          configMap('b', { x: '${a.spec.replicas}' }),
        ],
      },
      /undefined field 'spec'/,
    ],
    [
      'a value of another type',
      { resources: [configMap('a', { x: '${schema.spec.count}' })] },
      /returns type "int" but expected "string"/,
    ],
    [
      'an int in a string template',
      { resources: [configMap('a', { x: 'n-${schema.spec.count}' })] },
      /no such overload: string \+ int/,
    ],
    [
      'a readyWhen about another node',
      {
        resources: [
          configMap('a', {}, { readyWhen: ['${schema.spec.count > 1}'] }),
        ],
      },
      /references unknown identifiers: \[schema\]/,
    ],
    [
      'an includeWhen that is no bool',
      {
        resources: [
          configMap('a', {}, { includeWhen: ['${schema.spec.name}'] }),
        ],
      },
      /must return bool or optional_type\(bool\), but returns "string"/,
    ],
    [
      'text around a condition',
      { resources: [configMap('a', {}, { includeWhen: ['x ${true}'] })] },
      /only standalone expressions are allowed/,
      'spec.resources[0].includeWhen[0]',
    ],
    [
      'iterators that do not tell the items apart',
      {
        resources: [configMap('a', {}, { forEach: [{ n: '${["a", "b"]}' }] })],
      },
      /all forEach dimensions must be used .* missing: \[n\]/,
    ],
    [
      'labels that KRO owns',
      {
        resources: [
          {
            id: 'a',
            template: {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'a', labels: { 'kro.run/x': 'y' } },
            },
          },
        ],
      },
      /labels with prefix "kro.run\/" are reserved/,
    ],
    [
      'a status field that reads nothing',
      { schema: { status: { x: '${"a"}' } }, resources: [] },
      /must refer to a resource or schema/,
    ],
  ];

  it.each(cases)('%s', (...[, spec, message, path = '']) => {
    let error: unknown;
    try {
      buildGraph(definition(spec), types);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect(error).toMatchObject({ path: expect.stringContaining(path) });
  });
});
