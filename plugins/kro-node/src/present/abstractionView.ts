import {
  AbstractionDetail,
  AbstractionSummary,
  ClusterStatus,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  Graph,
  GraphNode,
  KubernetesObject,
  OpenApiSchema,
} from '@mini-atlas/kro';
import { abstractionFieldsOf } from './abstractionFields';
import { conditionsOf, valueAt } from './objectFields';

const SPEC_FIELD = /\bschema\.spec((?:\.\??[A-Za-z_]\w*)+)/g;

function isSchema(value: unknown): value is OpenApiSchema {
  return typeof value === 'object' && value !== null;
}

/** The schema of `spec` in a CustomResourceDefinition that serves one version. */
export function specSchemaOf(crd: KubernetesObject): OpenApiSchema {
  const schema = valueAt(
    crd,
    'spec',
    'versions',
    0,
    'schema',
    'openAPIV3Schema',
    'properties',
    'spec',
  );
  return isSchema(schema) ? schema : { type: 'object' };
}

/** Paths below `spec` that an expression names; the name of a method called on one is no field. */
function fieldsIn(expression: string): string[] {
  return [...expression.matchAll(SPEC_FIELD)].map(match => {
    const path = match[1].replace(/\?/g, '').slice(1);
    const called = expression[match.index + match[0].length] === '(';
    return called ? path.split('.').slice(0, -1).join('.') : path;
  });
}

function fieldsOf(node: GraphNode): string[] {
  const expressions = [
    ...node.expressions.map(({ expression }) => expression),
    ...node.includeWhen,
  ];
  return [...new Set(expressions.flatMap(fieldsIn))].filter(Boolean).sort();
}

function nodesOf(graph: Graph): AbstractionDetail['nodes'] {
  return graph.topologicalOrder.map(id => {
    const node = graph.nodes[id];
    return {
      id,
      type: node.type,
      apiVersion: node.apiVersion,
      kind: node.kind,
      dependencies: node.dependencies,
      includeWhen: node.includeWhen,
      readyWhen: node.readyWhen,
      fields: fieldsOf(node),
    };
  });
}

/** Everything that the page of an abstraction shows; without a graph, what its RGD says of itself. */
export function abstractionDetailOf(
  summary: AbstractionSummary,
  rgd: KubernetesObject,
  graph: Graph | undefined,
  cluster: ClusterStatus,
): AbstractionDetail {
  const specSchema: OpenApiSchema = graph
    ? specSchemaOf(graph.crd)
    : { type: 'object' };
  return {
    ...summary,
    cluster,
    fields: abstractionFieldsOf(specSchema),
    specSchema,
    nodes: graph ? nodesOf(graph) : [],
    conditions: conditionsOf(rgd),
    object: rgd,
  };
}
