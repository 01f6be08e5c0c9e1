import {
  defaultInstance,
  evaluateValidationRules,
  Graph,
  KubernetesObject,
} from '@mini-atlas/kro';
import { fieldDescription } from '../engine/fieldDescription';
import { specProblemOf } from '../engine/specProblem';
import { SpecProblem } from '../kroCluster';
import { specSchemaOf } from '../present/abstractionView';
import { shownValue } from '../present/shownValue';

/**
 * The rules of an abstraction that forbid to change a field as it is changed, e.g. one that may only grow. The
 * manifests must hold the schema otherwise.
 *
 * @throws UnsupportedExpressionError for a rule that the engine cannot evaluate.
 */
export function transitionProblems(
  graph: Graph,
  before: KubernetesObject,
  after: KubernetesObject,
): SpecProblem[] {
  const schema = specSchemaOf(graph.crd);
  const old = defaultInstance(graph, before).spec;
  const spec = defaultInstance(graph, after).spec;
  const always = new Set(
    evaluateValidationRules(schema, spec, undefined, 'spec').map(
      ({ path, message }) => `${path} ${message}`,
    ),
  );
  return evaluateValidationRules(schema, spec, old, 'spec')
    .filter(({ path, message }) => !always.has(`${path} ${message}`))
    .map(({ path, message }) => {
      const value = valueAt({ spec }, path);
      const { message: sentence } = specProblemOf(
        { path, value, rule: 'x-kubernetes-validations', message },
        field => fieldDescription(graph, field),
      );
      const was = `${path} is ${shownValue(value)}`;
      return {
        field: path,
        message: sentence.replace(
          was,
          `${was} and was ${shownValue(valueAt({ spec: old }, path))}`,
        ),
      };
    });
}

function valueAt(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => Object(value)[key], object);
}
