import { openObject } from '../evaluate/unknown';
import { jsonToCel } from './celValue';
import { lazyFields } from './lazyFields';
import { RuleProgram } from './ruleProgram';
import { UnsupportedExpressionError } from './unsupportedExpression';

const VARIABLES = ['object', 'variables'];

const object = openObject(
  {
    metadata: { name: 'web', labels: { team: 'shop', id: 'later' } },
    spec: { replicas: 2, ports: [{ port: 80 }] },
  },
  'object',
  new Set(['metadata.labels.id']),
  {
    has: path => path.join('.') === 'spec.strategy',
    below: path => path[0] === 'spec',
  },
);

function outcome(
  source: string,
  variables: Record<string, () => unknown> = {},
) {
  return RuleProgram.compile(source, VARIABLES).evaluate({
    object,
    variables: lazyFields(variables),
  });
}

describe('RuleProgram', () => {
  it.each([
    ["object.metadata.name.matches('^[a-z]+$')", true],
    ['object.spec.replicas > 2', false],
    ["object.metadata.labels.team + '!'", 'shop!'],
    ["'owner' in object.metadata.labels", false],
    ['has(object.spec.template)', false],
    ["object.spec.?template.orValue('none')", 'none'],
    ['object.spec.ports.all(p, p.port < 1024)', true],
    ['has(object.spec.strategy) || object.spec.replicas == 2', true],
  ])('%s is %j', (source, value) => {
    expect(outcome(source)).toEqual({ value });
  });

  it.each([
    ['has(object.spec.strategy)', 'object.spec.strategy is known after apply'],
    [
      "object.metadata.labels.id == 'x'",
      'object.metadata.labels.id is known after apply',
    ],
    ['size(object.spec) > 0', 'object.spec is known after apply'],
  ])('does not guess %s', (source, message) => {
    expect(outcome(source)).toEqual({ failure: { kind: 'unknown', message } });
  });

  it('tells a field that is not there from what cannot be evaluated here', () => {
    expect(outcome('object.spec.template.spec == null')).toEqual({
      failure: { kind: 'error', message: 'no such key: template' },
    });
    expect(outcome("'A'.matches('(?i)a')")).toMatchObject({
      failure: { kind: 'unsupported' },
    });
  });

  it('computes variables when they are read', () => {
    const read = jest.fn(() => jsonToCel([1, 2]));
    expect(outcome('true', { sizes: read })).toEqual({ value: true });
    expect(read).not.toHaveBeenCalled();
    expect(
      outcome('variables.sizes[0] + variables.sizes[1]', { sizes: read }),
    ).toEqual({ value: 3 });
    expect(read).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['resource.Get("v1", "pods", "a", "b")', 'no function Get'],
    ['images.containers.all(i, i != "")', 'it asks for images'],
    ['object.metadata.name ==', 'failed to parse'],
  ])('refuses to compile %s', (source, reason) => {
    let thrown: unknown;
    try {
      RuleProgram.compile(source, VARIABLES);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UnsupportedExpressionError);
    expect(Object(thrown).reason).toContain(reason);
  });
});
