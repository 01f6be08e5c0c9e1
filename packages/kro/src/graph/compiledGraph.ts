import { Expression } from '../cel/expression';
import { DynamicScope } from '../cel/environment';
import { Graph, GraphNode, OpenApiSchema } from '../contract';
import { FieldPath } from './fieldPath';
import {
  DefinitionResource,
  ResourceGraphDefinition,
} from './resourceGraphDefinition';

/** An expression of a template, ready to run. */
export interface CompiledField {
  path: FieldPath;
  expression: Expression;
}

/** A node with its expressions parsed. */
export interface CompiledNode {
  node: GraphNode;
  resource: DefinitionResource;
  /** Plural resource name of the child's type. */
  plural: string;
  namespaced: boolean;
  /** Schema of one object; undefined where the cluster publishes none. */
  schema?: OpenApiSchema;
  fields: CompiledField[];
  includeWhen: Expression[];
  readyWhen: Expression[];
  forEach: { name: string; expression: Expression }[];
}

/** What `buildGraph` keeps beside the plain `Graph`: parsed expressions and schemas. */
export interface CompiledGraph {
  graph: Graph;
  rgd: ResourceGraphDefinition;
  scope: DynamicScope;
  /** In topological order. */
  nodes: CompiledNode[];
  /** Paths are below the instance's `status`. */
  status: CompiledField[];
  /** Schema of the CEL variable `schema`: the instance without status. */
  schemaVariable: OpenApiSchema;
  /** Schema of the whole instance, as in the CRD. */
  instance: OpenApiSchema;
  /** Deletion wave of each node, see `applyOrders`. */
  applyOrders: ReadonlyMap<string, number>;
}

const compiled = new WeakMap<Graph, CompiledGraph>();

/** Remembers what was compiled for a graph. */
export function rememberCompiled(parts: CompiledGraph): Graph {
  compiled.set(parts.graph, parts);
  return parts.graph;
}

/**
 * The compiled parts of a graph.
 *
 * @throws Error for a graph that `buildGraph` did not return, such as a copy or one read from JSON
 */
export function compiledGraph(graph: Graph): CompiledGraph {
  const parts = compiled.get(graph);
  if (parts) return parts;
  throw new Error(
    `The graph of ${graph.name} holds no compiled expressions: pass on the very object that buildGraph returned, not a copy.`,
  );
}
