import { Graph } from '../contract';
import { compiledGraph } from '../graph/compiledGraph';
import { KubernetesObject } from '../kubernetesObject';
import { defaultInstance } from './defaultInstance';
import { FieldError } from './fieldError';
import { evaluateValidationRules } from './validationRules';
import { validateValue } from './validateValue';

const NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function nameErrors(
  path: string,
  value: string | undefined,
  pattern: RegExp,
  maximum: number,
): FieldError[] {
  if (!value) {
    return [
      {
        path,
        value,
        rule: 'required',
        message: `${path}: Required value: name or generateName is required`,
      },
    ];
  }
  if (value.length > maximum) {
    return [
      {
        path,
        value,
        rule: 'maxLength',
        message: `${path}: must be no more than ${maximum} characters`,
      },
    ];
  }
  return pattern.test(value)
    ? []
    : [
        {
          path,
          value,
          rule: 'pattern',
          message: `${path}: "${value}" may only hold lower-case letters, digits and '-'${
            maximum > 63 ? " or '.'" : ''
          }, and must start and end with a letter or digit`,
        },
      ];
}

function typeErrors(graph: Graph, instance: KubernetesObject): FieldError[] {
  const expected = `${graph.group}/${graph.version}`;
  const wrong = (path: 'apiVersion' | 'kind', allowed: string) =>
    instance[path] === allowed
      ? []
      : [
          {
            path,
            value: instance[path],
            rule: 'type',
            message: `${path} must be ${allowed}, got "${String(
              instance[path],
            )}"`,
          },
        ];
  return [...wrong('apiVersion', expected), ...wrong('kind', graph.kind)];
}

/**
 * Everything for which the API server would refuse to create an instance: type, name, the rules of its schema
 * and its `x-kubernetes-validations`. Defaults are filled in before.
 *
 * @param graph - as returned by buildGraph
 * @throws UnsupportedExpressionError for a validation rule that uses what this package lacks
 */
export function validateInstance(
  graph: Graph,
  instance: KubernetesObject,
): FieldError[] {
  const schema = compiledGraph(graph).instance;
  const object = defaultInstance(graph, instance);
  const { name, generateName, namespace } = object.metadata;
  const errors = [
    ...typeErrors(graph, object),
    ...(name || !generateName
      ? nameErrors('metadata.name', name, NAME, 253)
      : []),
    ...(namespace
      ? nameErrors('metadata.namespace', namespace, NAMESPACE, 63)
      : []),
    ...validateValue(schema, object),
  ];
  // As in the API server: rules may rely on a value of the right shape.
  if (errors.length > 0) return errors;
  return evaluateValidationRules(schema, object, undefined).map(
    ({ path, message }) => ({
      path,
      value: path.split('.').reduce<unknown>(field, object),
      rule: 'x-kubernetes-validations',
      message: `${path}: ${message}`,
    }),
  );
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
