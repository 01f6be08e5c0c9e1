import { Expression } from '../cel/expression';
import { GraphError } from '../graphError';
import { compareText } from '../json';
import { CompiledNode } from './compiledGraph';
import { fieldPathText } from './fieldPath';

const SCHEMA = 'schema';

/** Refuses variables that are neither nodes nor `schema` nor otherwise allowed. */
export function checkIdentifiers(
  expression: Expression,
  allowed: readonly string[],
) {
  const unknown = expression.variables.filter(name => !allowed.includes(name));
  if (unknown.length > 0) {
    throw new GraphError(
      `references unknown identifiers: [${unknown.join(' ')}] in expression "${
        expression.display
      }"`,
    );
  }
}

/** `omit()` takes a field out of a template; elsewhere there is none to take out. */
export function refuseOmit(expression: Expression) {
  if (expression.usesOmit) {
    throw new GraphError(
      'omit() can only be used in resource template expressions',
    );
  }
}

/** What tells children apart must not be left out. */
function checkIdentity(
  { node, fields, namespaced }: CompiledNode,
  own: boolean,
) {
  const identity = [
    'metadata.name',
    ...(namespaced && !own ? ['metadata.namespace'] : []),
  ];
  for (const { path, expression } of fields) {
    const at = fieldPathText(path);
    if (identity.includes(at) && expression.usesOmit) {
      throw new GraphError(
        `resource "${node.id}": omit() cannot be used at path "${at}" — the field is required and must resolve to a concrete value`,
        `template.${at}`,
      );
    }
  }
}

function nodesIn(expressions: Expression[], ids: readonly string[]): string[] {
  return expressions
    .flatMap(expression => expression.variables)
    .filter(name => ids.includes(name));
}

function checkIteratorsInIdentity({
  node,
  fields,
  forEach,
  namespaced,
}: CompiledNode) {
  const identity = [
    'metadata.name',
    ...(namespaced ? ['metadata.namespace'] : []),
  ];
  const used = fields
    .filter(field => identity.includes(fieldPathText(field.path)))
    .flatMap(field => field.expression.variables);
  const missing = forEach
    .map(dimension => dimension.name)
    .filter(name => !used.includes(name));
  if (missing.length > 0) {
    throw new GraphError(
      `node "${
        node.id
      }": all forEach dimensions must be used to produce a unique resource identity, missing: [${missing.join(
        ' ',
      )}]`,
      'template.metadata.name',
    );
  }
}

/**
 * The nodes that a node needs: those its template, `forEach` and `includeWhen` name. `readyWhen` sees the node
 * itself only, or `each` of a collection.
 *
 * @param ids - of all nodes
 * @param instanceNamespaced - whether children can take the instance's namespace
 * @throws GraphError for `omit()` outside of templates, or for a name that is not there to be used
 */
export function dependenciesOf(
  compiled: CompiledNode,
  ids: readonly string[],
  instanceNamespaced: boolean,
): string[] {
  const { node, fields, forEach, includeWhen, readyWhen } = compiled;
  const iterators = forEach.map(dimension => dimension.name);
  const templates = fields.map(field => field.expression);
  const lists = forEach.map(dimension => dimension.expression);
  const known = [SCHEMA, ...ids];
  templates.forEach(e => checkIdentifiers(e, [...known, ...iterators]));
  for (const { name, expression } of forEach) {
    const others = expression.variables.filter(v => iterators.includes(v));
    if (others.length > 0) {
      throw new GraphError(
        `node "${
          node.id
        }": forEach iterator "${name}" cannot reference other iterators [${others.join(
          ' ',
        )}] - forEach iterators are independent (cartesian product)`,
        'forEach',
      );
    }
    checkIdentifiers(expression, known);
  }
  [...lists, ...includeWhen, ...readyWhen].forEach(refuseOmit);
  checkIdentity(compiled, instanceNamespaced);
  includeWhen.forEach(e => checkIdentifiers(e, known));
  const self = node.type === 'Collection' ? 'each' : node.id;
  readyWhen.forEach(e => checkIdentifiers(e, [self]));
  if (forEach.length > 0) checkIteratorsInIdentity(compiled);

  const needed = new Set(
    nodesIn([...templates, ...lists, ...includeWhen], ids),
  );
  if (needed.has(node.id)) {
    throw new GraphError('self references are not allowed');
  }
  return [...needed].sort(compareText);
}
