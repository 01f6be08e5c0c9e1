import { buildGraph, plan, step } from '..';
import { configMap, definition, types } from '../__testUtils__/fixtures';

/*
 * `omit()` of KRO 0.9.4, behind its feature gate CELOmitFunction.
 */
const instance = (spec: Record<string, unknown> = {}) => ({
  apiVersion: 'example.com/v1alpha1',
  kind: 'App',
  metadata: { name: 'one', namespace: 'team-a' },
  spec: { name: 'x', count: 1, ...spec },
});

function deployment(fields: Record<string, unknown>) {
  return {
    id: 'deployment',
    template: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: '${schema.metadata.name}' },
      spec: {
        selector: { matchLabels: { app: 'x' } },
        template: {
          metadata: { labels: { app: 'x' } },
          spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] },
        },
        ...fields,
      },
    },
  };
}

const SCALED = '${schema.spec.count > 1 ? omit() : schema.spec.count}';

describe('omit()', () => {
  const graph = buildGraph(
    definition({ resources: [deployment({ replicas: SCALED })] }),
    types,
  );

  it('leaves the field out, where it is what the expression says', () => {
    const desired = (count: number) =>
      step(graph, instance({ count }), {}).nodes.deployment.desired[0].spec;
    expect(desired(1)).toHaveProperty('replicas', 1);
    expect(desired(2)).not.toHaveProperty('replicas');
    const [node] = plan(graph, instance({ count: 2 })).nodes;
    expect(node.objects[0].unknown).toEqual([]);
    expect(node.objects[0].object.spec).not.toHaveProperty('replicas');
  });

  it('takes items out of lists, and entries out of what an expression makes', () => {
    const args = ['${omit()}', 'a', '${schema.spec.name}', '${omit()}'];
    const containers = [
      {
        name: 'app',
        image: 'nginx:1.27',
        args,
        command:
          '${[schema.spec.name, schema.spec.count > 1 ? omit() : "one"]}',
        env: '${[dyn({"name": "A", "value": omit()}), dyn(omit())]}',
      },
    ];
    const template = {
      metadata: { labels: { app: 'x' } },
      spec: { containers },
    };
    const listed = buildGraph(
      definition({ resources: [deployment({ template })] }),
      types,
    );
    const planned = plan(listed, instance({ count: 2 }));
    expect(planned.error).toBeUndefined();
    const [{ objects }] = planned.nodes;
    expect(objects[0].object).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { args: ['a', 'x'], command: ['x'], env: [{ name: 'A' }] },
            ],
          },
        },
      },
    });
  });

  it('is refused by a KRO that has not switched it on', () => {
    expect(() =>
      buildGraph(
        definition({ resources: [deployment({ replicas: SCALED })] }),
        types,
        { omit: false },
      ),
    ).toThrow(
      /omit\(\) requires the CELOmitFunction feature gate to be enabled/,
    );
  });

  it.each([
    ['includeWhen', { includeWhen: ['${omit()}'] }],
    ['readyWhen', { readyWhen: ['${a.data.x == "x" || omit()}'] }],
    ['forEach', { forEach: [{ one: '${[omit()]}' }] }],
  ])('is refused in %s', (_, rest) => {
    const resource = configMap('a', { x: 'x' }, rest);
    expect(() =>
      buildGraph(definition({ resources: [resource] }), types),
    ).toThrow(/omit\(\) can only be used in resource template expressions/);
  });

  it('is refused in the status', () => {
    expect(() =>
      buildGraph(
        definition({
          schema: { status: { x: '${schema.spec.count > 1 ? "a" : omit()}' } },
          resources: [configMap('a', { x: 'x' })],
        }),
        types,
      ),
    ).toThrow(/omit\(\) can only be used in resource template expressions/);
  });

  it('is refused where it would leave out who a child is', () => {
    const resource = configMap('a', { x: 'x' });
    resource.template.metadata.name =
      '${schema.spec.count > 1 ? omit() : "one"}';
    expect(() =>
      buildGraph(definition({ resources: [resource] }), types),
    ).toThrow(/omit\(\) cannot be used at path "metadata.name"/);
  });
});
