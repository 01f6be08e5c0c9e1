import { CelType, celTypeOfSchema, celTypeText } from '../cel/celType';
import { mismatch } from '../cel/compatibility';
import { Expression } from '../cel/expression';
import { selectedNames } from '../cel/references';
import { TypedEnvironment } from '../cel/typedEnvironment';
import { GraphError, within } from '../graphError';
import { OpenApiSchema } from '../contract';
import { CompiledField, CompiledNode } from './compiledGraph';
import { fieldPathText } from './fieldPath';
import { schemaAt } from './template';

const DYN: CelType = { is: 'dyn' };

function expressionsOf(node: CompiledNode): Expression[] {
  return [
    ...node.fields.map(field => field.expression),
    ...node.forEach.map(dimension => dimension.expression),
    ...node.includeWhen,
    ...node.readyWhen,
  ];
}

function nodeType({ node, schema }: CompiledNode): CelType {
  const one = celTypeOfSchema(schema);
  return node.type === 'Collection' || node.type === 'ExternalCollection'
    ? { is: 'list', of: one }
    : one;
}

/** The environment in which the expressions of a graph are checked. */
export function typedEnvironment(
  nodes: CompiledNode[],
  status: CompiledField[],
  schemaVariable: OpenApiSchema,
): TypedEnvironment {
  const names = new Set<string>();
  const expressions = [
    ...nodes.flatMap(expressionsOf),
    ...status.map(field => field.expression),
  ];
  for (const { ast } of expressions) {
    selectedNames(ast).forEach(name => names.add(name));
  }
  return TypedEnvironment.create(
    {
      schema: celTypeOfSchema(schemaVariable),
      ...Object.fromEntries(nodes.map(node => [node.node.id, nodeType(node)])),
    },
    names,
  );
}

function iteratorType(
  typed: TypedEnvironment,
  node: CompiledNode,
  { name, expression }: CompiledNode['forEach'][number],
): CelType {
  const prefix = `node "${node.node.id}": forEach iterator "${name}": `;
  const type = within('forEach', prefix, () => typed.check(expression));
  if (type.is === 'list') return type.of;
  if (type.is === 'dyn') return DYN;
  throw new GraphError(
    `node "${
      node.node.id
    }": forEach iterator "${name}" must return a list, got "${celTypeText(
      type,
    )}"`,
    'forEach',
  );
}

function checkCondition(
  typed: TypedEnvironment,
  expression: Expression,
  field: 'includeWhen' | 'readyWhen',
  id: string,
) {
  const type = within(
    field,
    `failed to type-check ${field} expression "${expression.display}" in resource "${id}": `,
    () => typed.check(expression),
  );
  const value = type.is === 'optional' ? type.of : type;
  const bool = value.is === 'scalar' && value.name === 'bool';
  if (!bool && value.is !== 'dyn') {
    throw new GraphError(
      `${field} expression "${
        expression.display
      }" in resource "${id}" must return bool or optional_type(bool), but returns "${celTypeText(
        type,
      )}"`,
      field,
    );
  }
}

function checkField(
  typed: TypedEnvironment,
  node: CompiledNode,
  { path, expression }: CompiledField,
) {
  const at = fieldPathText(path);
  const type = within(
    `template.${at}`,
    `failed to compile template expression "${expression.display}" at path "${at}": `,
    () => typed.check(expression),
  );
  const expected = celTypeOfSchema(schemaAt(node.schema, path));
  const reason = mismatch(type, expected);
  if (reason) {
    throw new GraphError(
      `type mismatch in resource "${
        node.node.id
      }" at path "${at}": expression "${
        expression.display
      }" returns type "${celTypeText(type)}" but expected "${celTypeText(
        expected,
      )}": ${reason}`,
      `template.${at}`,
    );
  }
}

/**
 * Checks every expression of a node against the schemas of what it reads and of the field it fills.
 *
 * @throws GraphError in KRO's words around the checker's
 */
export function checkNodeTypes(typed: TypedEnvironment, node: CompiledNode) {
  const { id, type } = node.node;
  const inTemplate =
    node.forEach.length > 0
      ? typed.extend(
          Object.fromEntries(
            node.forEach.map(dimension => [
              dimension.name,
              iteratorType(typed, node, dimension),
            ]),
          ),
        )
      : typed;
  node.fields.forEach(field => checkField(inTemplate, node, field));
  node.includeWhen.forEach(e => checkCondition(typed, e, 'includeWhen', id));
  const inReadyWhen =
    type === 'Collection'
      ? typed.extend({ each: celTypeOfSchema(node.schema) })
      : typed;
  node.readyWhen.forEach(e => checkCondition(inReadyWhen, e, 'readyWhen', id));
}
