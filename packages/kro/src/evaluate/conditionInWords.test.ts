import { dynamicScope } from '../cel/environment';
import { Expression } from '../cel/expression';
import { valueAt } from '../graph/fieldPath';
import { whyFalse } from './conditionInWords';

const values = {
  schema: {
    metadata: { name: 'default' },
    spec: {
      host: '',
      mode: 'small',
      replicas: 1,
      editors: [],
      cache: { enabled: false },
      limits: { max: 3 },
    },
  },
  service: { spec: { type: 'ClusterIP' } },
};
const scope = dynamicScope(Object.keys(values));

function words(source: string): string | undefined {
  const { ast } = Expression.parse({ source, display: source }, scope);
  return whyFalse(ast, ({ root, path }) => valueAt(values, [root, ...path]));
}

describe('whyFalse', () => {
  it.each([
    ['schema.spec.cache.enabled', '`spec.cache.enabled` is false'],
    ['!(schema.spec.replicas == 1)', '`spec.replicas` is 1'],
    ['schema.spec.host != ""', '`spec.host` is empty'],
    ['size(schema.spec.editors) > 0', '`spec.editors` is empty'],
    ['schema.spec.editors.size() >= 1', '`spec.editors` is empty'],
    ['schema.spec.mode == "large"', '`spec.mode` is "small", not "large"'],
    ['schema.spec.replicas > 1', '`spec.replicas` is 1, not more than 1'],
    [
      'schema.spec.replicas >= schema.spec.limits.max',
      '`spec.replicas` is 1, less than `spec.limits.max` (3)',
    ],
    ['service.spec.type != "ClusterIP"', '`service.spec.type` is "ClusterIP"'],
    ['has(schema.spec.tls)', '`spec.tls` is not set'],
    ['schema.spec.?size.orValue(0) > 2', '`spec.size` is 0, not more than 2'],
    [
      'schema.spec.mode in ["medium", "large"]',
      '`spec.mode` is "small", which is none of "medium", "large"',
    ],
    [
      '!(schema.metadata.name in ["default", "a", "b", "c", "d"]) && !schema.metadata.name.startsWith("kube-")',
      '`metadata.name` is "default", which is one of "default", "a", "b", "c" and 1 more',
    ],
    [
      'schema.spec.mode.endsWith("er")',
      '`spec.mode` is "small", which does not end with "er"',
    ],
    [
      'schema.spec.host != "" || schema.spec.cache.enabled',
      '`spec.host` is empty and `spec.cache.enabled` is false',
    ],
    [
      'schema.spec.mode == "small" && schema.spec.cache.enabled',
      '`spec.cache.enabled` is false',
    ],
  ])('%s: %s', (expression, because) => {
    expect(words(expression)).toBe(because);
  });

  it.each([
    'schema.spec.replicas == 1',
    'schema.spec.editors.exists(e, e == "x")',
    'schema.spec.mode.matches("^l") || schema.spec.cache.enabled',
  ])('has no words for %s', expression => {
    expect(words(expression)).toBeUndefined();
  });
});
