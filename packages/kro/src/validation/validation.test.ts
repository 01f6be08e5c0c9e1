import {
  applyDefaults,
  evaluateValidationRules,
  KubernetesObject,
  OpenApiSchema,
  UnsupportedExpressionError,
  validateInstance,
} from '..';
import { platformGraph, types } from '../__testUtils__/fixtures';

function object(
  kind: string,
  spec: Record<string, unknown>,
  name = 'one',
): KubernetesObject {
  return {
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind,
    metadata: { name, namespace: 'team-a' },
    spec,
  };
}

function errors(name: string, instance: KubernetesObject) {
  return validateInstance(platformGraph(name), instance).map(
    ({ path, rule, value }) => ({ path, rule, value }),
  );
}

describe('validateInstance', () => {
  it('finds nothing wrong with what is right', () => {
    expect(errors('infrastructure', object('Infrastructure', {}))).toEqual([]);
    expect(
      errors(
        'webapplication',
        object('WebApplication', { image: 'a', tag: '1' }),
      ),
    ).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>, string, string]>([
    ['webapplication', 'WebApplication', {}, 'spec.image', 'required'],
    [
      'webapplication',
      'WebApplication',
      { image: 'a', tag: '1', replicas: 21 },
      'spec.replicas',
      'maximum',
    ],
    [
      'webapplication',
      'WebApplication',
      { image: 'a', tag: '1', port: '80' },
      'spec.port',
      'type',
    ],
    [
      'webapplication',
      'WebApplication',
      { image: 'a', tag: 'latest' },
      'spec.tag',
      'x-kubernetes-validations',
    ],
    [
      'webapplication',
      'WebApplication',
      { image: 'a', tag: '1', host: 'A.b' },
      'spec.host',
      'pattern',
    ],
    [
      'webapplication',
      'WebApplication',
      { image: 'a', tag: '1', env: [{}] },
      'spec.env[0].name',
      'required',
    ],
    [
      'infrastructure',
      'Infrastructure',
      { database: { name: 'postgres' } },
      'spec.database.name',
      'x-kubernetes-validations',
    ],
    ['workspace', 'Workspace', { team: '' }, 'spec.team', 'minLength'],
  ])('%s: %s %j breaks %s (%s)', (name, kind, spec, path, rule) => {
    expect(errors(name, object(kind, spec))).toContainEqual(
      expect.objectContaining({ path, rule }),
    );
  });

  it('names field, value and rule', () => {
    const graph = platformGraph('topic');
    expect(
      validateInstance(graph, object('Topic', { partitions: 99 })),
    ).toEqual([
      {
        path: 'spec.partitions',
        value: 99,
        rule: 'maximum',
        message: 'spec.partitions in body should be less than or equal to 50',
      },
    ]);
  });

  it('checks type and name', () => {
    expect(errors('topic', object('Nope', {}, 'Bad_Name'))).toEqual([
      { path: 'kind', rule: 'type', value: 'Nope' },
      { path: 'metadata.name', rule: 'pattern', value: 'Bad_Name' },
    ]);
  });
});

describe('evaluateValidationRules', () => {
  const schema: OpenApiSchema = {
    type: 'object',
    properties: {
      'my-size': { type: 'integer' },
      list: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: {
          type: 'object',
          properties: { name: { type: 'string' }, n: { type: 'integer' } },
          'x-kubernetes-validations': [
            {
              rule: 'self.n >= oldSelf.n',
              messageExpression: '"n of " + self.name + " shrinks"',
            },
          ],
        },
      },
    },
    'x-kubernetes-validations': [
      {
        rule: 'self.my__dash__size < 10',
        message: 'too big',
        reason: 'FieldValueForbidden',
        fieldPath: '.my-size',
      },
    ],
  };

  it('uses message, reason, fieldPath and escaped names', () => {
    expect(
      evaluateValidationRules(schema, { 'my-size': 12 }, undefined, 'spec'),
    ).toEqual([
      {
        path: 'spec.my-size',
        message: 'too big',
        reason: 'FieldValueForbidden',
        valuePath: 'spec',
        stood: false,
      },
    ]);
  });

  it('compares with the old value only where there is one', () => {
    const value = { 'my-size': 1, list: [{ name: 'a', n: 1 }] };
    const old = {
      'my-size': 1,
      list: [
        { name: 'b', n: 9 },
        { name: 'a', n: 2 },
      ],
    };
    expect(evaluateValidationRules(schema, value, undefined)).toEqual([]);
    expect(evaluateValidationRules(schema, value, old)).toEqual([
      {
        path: 'list[0]',
        message: 'n of a shrinks',
        reason: 'FieldValueInvalid',
        valuePath: 'list[0]',
        stood: false,
      },
    ]);
  });

  it('says of what did not change that it stood before', () => {
    const value = { 'my-size': 12, list: [{ name: 'a', n: 1 }] };
    const stood = (old: object) =>
      evaluateValidationRules(schema, value, old).map(one => one.stood);
    expect(stood({ list: [{ name: 'a', n: 1 }], 'my-size': 12 })).toEqual([
      true,
    ]);
    expect(stood({ 'my-size': 11, list: [{ name: 'a', n: 1 }] })).toEqual([
      false,
    ]);
  });

  it('says which rule it cannot evaluate', () => {
    expect(() =>
      evaluateValidationRules(
        {
          type: 'string',
          'x-kubernetes-validations': [
            { rule: '!format.dns1123Label().validate(self).hasValue()' },
          ],
        },
        '10.0.0.0/8',
        undefined,
      ),
    ).toThrow(UnsupportedExpressionError);
  });

  it.each([
    [
      'postgresql.cnpg.io/v1',
      'Cluster',
      {
        instances: 1,
        storage: { size: '1Gi' },
        bootstrap: { initdb: { database: 'a', owner: 'a' } },
      },
    ],
    [
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      {
        parentRefs: [{ name: 'atlas', namespace: 'gateway' }],
        hostnames: ['a.b'],
        rules: [
          {
            backendRefs: [{ name: 'a', port: 80 }],
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          },
        ],
      },
    ],
  ])('evaluates every rule of %s %s', (apiVersion, kind, spec) => {
    const served = types({ apiVersion, kind })?.schema ?? {};
    const value = { apiVersion, kind, spec };
    applyDefaults(value, served);
    expect(evaluateValidationRules(served, value, undefined)).toEqual([]);
  });
});
