import { DynamicScope, dynamicScope } from '../cel/environment';
import { Expression } from '../cel/expression';
import { Graph, NodeType, OpenApiSchema, TypeResolver } from '../contract';
import { GraphError, within } from '../graphError';
import { withObjectMeta } from '../schema/objectMeta';
import { simpleSchemaToOpenApi } from '../simpleschema/simpleSchema';
import { CompiledField, CompiledNode, rememberCompiled } from './compiledGraph';
import { customResourceDefinition, instanceSchema } from './crd';
import { checkIdentifiers, dependenciesOf, refuseOmit } from './dependencies';
import { fieldPathText } from './fieldPath';
import { applyOrders, topologicalOrder } from './order';
import { pluralize } from './pluralize';
import {
  DefinitionResource,
  ResourceGraphDefinition,
} from './resourceGraphDefinition';
import { schemaOfFields, statusFieldSchema } from './statusSchema';
import { resolveTemplate } from './template';
import { schemalessFields } from './templateFields';
import { checkNodeTypes, typedEnvironment } from './typeCheck';

function nodeType(resource: DefinitionResource): NodeType {
  if (resource.external === 'byName') return 'External';
  if (resource.external === 'bySelector') return 'ExternalCollection';
  return resource.forEach.length > 0 ? 'Collection' : 'Resource';
}

function plain(source: string, scope: DynamicScope): Expression {
  return Expression.parse({ source, display: source }, scope);
}

function compileNode(
  resource: DefinitionResource,
  types: TypeResolver,
  scope: DynamicScope,
  instanceNamespaced: boolean,
): CompiledNode {
  const part = resource.external ? 'externalRef' : 'template';
  const resolved = within(part, '', () =>
    resolveTemplate(resource, types, instanceNamespaced),
  );
  const fields = resolved.fields.map(({ path, scanned }) => ({
    path,
    expression: within(`${part}.${fieldPathText(path)}`, '', () =>
      Expression.parse(scanned, scope),
    ),
  }));
  const compileAll = (name: 'includeWhen' | 'readyWhen') =>
    resource[name].map((source, i) =>
      within(`${name}[${i}]`, '', () => plain(source, scope)),
    );
  return {
    resource,
    plural: resolved.type.plural,
    namespaced: resolved.type.namespaced,
    schema: resolved.schema,
    fields,
    includeWhen: compileAll('includeWhen'),
    readyWhen: compileAll('readyWhen'),
    forEach: resource.forEach.map(({ name, expression }, i) => ({
      name,
      expression: within(`forEach[${i}].${name}`, '', () =>
        plain(expression, scope),
      ),
    })),
    node: {
      id: resource.id,
      type: nodeType(resource),
      apiVersion: resolved.apiVersion,
      kind: resolved.kind,
      namespaced: resolved.type.namespaced,
      dependencies: [],
      includeWhen: resource.includeWhen,
      readyWhen: resource.readyWhen,
      template: resource.template,
      expressions: fields.map(({ path, expression }) => ({
        path: fieldPathText(path),
        expression: expression.display,
      })),
    },
  };
}

function compileStatus(
  rgd: ResourceGraphDefinition,
  scope: DynamicScope,
  ids: string[],
): CompiledField[] {
  const { status } = rgd.schema;
  if (status.conditions !== undefined) {
    throw new GraphError(
      "not supported yet: status.conditions (conditions of the author's own)",
      'conditions',
    );
  }
  if (Object.keys(status).length === 0) return [];
  const { fields, plain: leaves } = schemalessFields(status);
  if (leaves.length > 0) {
    throw new GraphError(
      `status fields without expressions are not supported: [${leaves
        .map(fieldPathText)
        .join(' ')}]`,
      fieldPathText(leaves[0]),
    );
  }
  return fields.map(({ path, scanned }) =>
    within(
      fieldPathText(path),
      `status field "${fieldPathText(path)}" expression "${scanned.display}": `,
      () => {
        const expression = Expression.parse(scanned, scope);
        checkIdentifiers(expression, ['schema', ...ids]);
        refuseOmit(expression);
        if (expression.variables.length === 0) {
          throw new GraphError(
            `instance status field must refer to a resource or schema: status.${fieldPathText(
              path,
            )}`,
          );
        }
        return { path, expression };
      },
    ),
  );
}

function specSchema(rgd: ResourceGraphDefinition): OpenApiSchema {
  return within(
    'spec.schema.spec',
    'failed to build OpenAPI schema for instance: ',
    () => simpleSchemaToOpenApi(rgd.schema.spec, rgd.schema.types),
  );
}

/** KRO's feature gates, as far as graphs depend on them. */
export interface KroFeatures {
  /** `CELOmitFunction`: `omit()` is known. KRO's own default is off, ours on. */
  omit?: boolean;
}

function refuseGatedOmit({ fields }: CompiledNode) {
  if (fields.some(({ expression }) => expression.usesOmit)) {
    throw new GraphError(
      'omit() requires the CELOmitFunction feature gate to be enabled',
    );
  }
}

/** Compiles every resource; an error says which one. */
function compileNodes(
  rgd: ResourceGraphDefinition,
  types: TypeResolver,
  scope: DynamicScope,
  { omit = true }: KroFeatures,
): CompiledNode[] {
  const ids = rgd.resources.map(resource => resource.id);
  return rgd.resources.map((resource, i) =>
    within(
      `spec.resources[${i}]`,
      `failed to build resource "${resource.id}": `,
      () => {
        const node = compileNode(
          resource,
          types,
          scope,
          rgd.schema.scope === 'Namespaced',
        );
        node.node.dependencies = dependenciesOf(
          node,
          ids,
          rgd.schema.scope === 'Namespaced',
        );
        if (!omit) refuseGatedOmit(node);
        return node;
      },
    ),
  );
}

/**
 * Builds what KRO would accept: the graph of the resources, their order, and the CRD.
 * Follows `pkg/graph/builder.go` of KRO 0.9.4.
 *
 * @param types - what the cluster knows; every child's type must be there
 * @param features - what this KRO has switched on; what a cluster has accepted needs no asking
 * @throws GraphError for everything KRO would mark the RGD `InvalidResourceGraph` for
 */
export function buildGraph(
  rgd: ResourceGraphDefinition,
  types: TypeResolver,
  features: KroFeatures = {},
): Graph {
  const spec = specSchema(rgd);
  const ids = rgd.resources.map(resource => resource.id);
  const scope = dynamicScope([
    'schema',
    'each',
    ...ids,
    ...rgd.resources.flatMap(r => r.forEach.map(dimension => dimension.name)),
  ]);
  const nodes = compileNodes(rgd, types, scope, features);
  const dependencies = new Map(
    nodes.map(({ node }) => [node.id, node.dependencies]),
  );
  const order = topologicalOrder(dependencies);
  const status = within('spec.schema.status', '', () =>
    compileStatus(rgd, scope, ids),
  );

  const bare = instanceSchema(spec, {});
  const { status: _status, ...withoutStatus } = bare.properties ?? {};
  const schemaVariable = withObjectMeta(
    { ...bare, properties: withoutStatus },
    { namespaced: rgd.schema.scope === 'Namespaced' },
  );
  const typed = typedEnvironment(nodes, status, schemaVariable);
  nodes.forEach((node, i) =>
    within(
      `spec.resources[${i}]`,
      `failed to validate resource "${node.node.id}": `,
      () => checkNodeTypes(typed, node),
    ),
  );
  const statusFields = status.map(({ path, expression }) => ({
    path,
    schema: within(
      `spec.schema.status.${fieldPathText(path)}`,
      `failed to type-check status expression "${
        expression.display
      }" at path "${fieldPathText(path)}": `,
      () => statusFieldSchema(typed.check(expression)),
    ),
  }));
  const instance = instanceSchema(spec, schemaOfFields(statusFields));
  const byId = new Map(nodes.map(node => [node.node.id, node]));
  const graph: Graph = {
    name: rgd.name,
    group: rgd.schema.group,
    version: rgd.schema.apiVersion,
    kind: rgd.schema.kind,
    plural: pluralize(rgd.schema.kind),
    scope: rgd.schema.scope,
    crd: customResourceDefinition(rgd, instance),
    topologicalOrder: order,
    nodes: Object.fromEntries(nodes.map(({ node }) => [node.id, node])),
  };
  return rememberCompiled({
    graph,
    rgd,
    scope,
    nodes: order.flatMap(id => byId.get(id) ?? []),
    status,
    schemaVariable,
    instance,
    applyOrders: applyOrders(dependencies),
  });
}
