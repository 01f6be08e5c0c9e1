import { unwrapExpression } from '../cel/scanner';
import { GraphError, within } from '../graphError';
import { isJsonObject } from '../json';
import { JsonObject, KubernetesObject } from '../kubernetesObject';
import { Fields } from './fields';
import { isReservedWord } from './reservedWords';
import {
  DefinitionResource,
  DefinitionSchema,
  ForEachDimension,
  PrinterColumn,
  ResourceGraphDefinition,
} from './resourceGraphDefinition';

const KIND = /^[A-Z][a-zA-Z0-9]{0,62}$/;
const VERSION = /^v[0-9]+(alpha[0-9]+|beta[0-9]+)?$/;
const ID = /^[a-z][a-zA-Z0-9]*$/;
const MAX_DIMENSIONS = 10;

function printerColumn(value: unknown, path: string): PrinterColumn {
  const fields = Fields.of(value, path);
  return {
    ...(isJsonObject(value) ? value : {}),
    name: fields.text('name'),
    type: fields.text('type'),
    jsonPath: fields.text('jsonPath'),
  };
}

function matching(fields: Fields, name: string, pattern: RegExp, hint: string) {
  const value = fields.text(name);
  if (pattern.test(value)) return value;
  throw new GraphError(hint.replace('{}', value), fields.at(name));
}

function parseScope(fields: Fields): 'Namespaced' | 'Cluster' {
  const scope = fields.text('scope', 'Namespaced');
  if (scope === 'Namespaced' || scope === 'Cluster') return scope;
  throw new GraphError(
    `scope "${scope}" is not valid: must be Namespaced or Cluster`,
    fields.at('scope'),
  );
}

function parseSchema(spec: Fields): DefinitionSchema {
  const fields = Fields.of(spec.section('schema'), 'spec.schema');
  const metadata = Fields.of(
    fields.section('metadata'),
    'spec.schema.metadata',
  );
  return {
    kind: matching(
      fields,
      'kind',
      KIND,
      "naming convention violation: kind '{}' is not a valid KRO kind name: must be UpperCamelCase",
    ),
    apiVersion: matching(
      fields,
      'apiVersion',
      VERSION,
      'version {} is not a valid Kubernetes version',
    ),
    group: fields.text('group', 'kro.run'),
    scope: parseScope(fields),
    spec: fields.section('spec'),
    types: fields.section('types'),
    status: fields.section('status'),
    shortNames: fields.texts('shortNames'),
    categories: fields.texts('categories'),
    additionalPrinterColumns: fields
      .list('additionalPrinterColumns')
      .map((column, i) =>
        printerColumn(column, `${fields.at('additionalPrinterColumns')}[${i}]`),
      ),
    metadata: {
      labels: metadata.textMap('labels'),
      annotations: metadata.textMap('annotations'),
    },
  };
}

function unwrapAll(fields: Fields, name: string): string[] {
  return fields
    .texts(name)
    .map((text, i) =>
      within(
        `${fields.at(name)}[${i}]`,
        `failed to parse ${name} expressions: `,
        () => unwrapExpression(text),
      ),
    );
}

function parseForEach(fields: Fields, id: string): ForEachDimension[] {
  const list = fields.list('forEach');
  const path = fields.at('forEach');
  if (list.length > MAX_DIMENSIONS) {
    throw new GraphError(
      `resource "${id}": forEach cannot have more than ${MAX_DIMENSIONS} dimensions, got ${list.length}`,
      path,
    );
  }
  return list.map((item, i) => {
    const entries = isJsonObject(item) ? Object.entries(item) : [];
    const [entry] = entries;
    if (entries.length !== 1 || typeof entry[1] !== 'string') {
      throw new GraphError(
        `resource "${id}": a forEach dimension must be one entry, e.g. {region: "\${schema.spec.regions}"}`,
        `${path}[${i}]`,
      );
    }
    const [name, text] = entry;
    return {
      name,
      expression: within(
        `${path}[${i}].${name}`,
        `invalid forEach expression for dimension "${name}": `,
        () => unwrapExpression(text),
      ),
    };
  });
}

function externalTemplate(reference: JsonObject): JsonObject {
  return { ...reference, metadata: reference.metadata ?? {} };
}

function parseResource(value: unknown, path: string): DefinitionResource {
  const fields = Fields.of(value, path);
  const id = fields.text('id');
  const external = fields.has('externalRef');
  const fail = (message: string) =>
    new GraphError(`resource "${id}": ${message}`, path);
  if (!external && !fields.has('template')) {
    throw fail('exactly one of template or externalRef must be provided');
  }
  if (external && fields.has('template')) {
    throw fail('cannot use externalRef with template');
  }
  const forEach = parseForEach(fields, id);
  if (external && forEach.length > 0) {
    throw fail('cannot use externalRef with forEach');
  }
  const reference = fields.section('externalRef');
  return {
    id,
    template: external
      ? externalTemplate(reference)
      : fields.section('template'),
    external: external ? externalKind(reference, path, id) : undefined,
    includeWhen: unwrapAll(fields, 'includeWhen'),
    readyWhen: unwrapAll(fields, 'readyWhen'),
    forEach,
  };
}

function externalKind(reference: JsonObject, path: string, id: string) {
  const metadata = isJsonObject(reference.metadata) ? reference.metadata : {};
  const byName = metadata.name !== undefined;
  const bySelector = metadata.selector !== undefined;
  if (byName === bySelector) {
    throw new GraphError(
      `resource "${id}": externalRef.metadata must have exactly one of name or selector`,
      `${path}.externalRef.metadata`,
    );
  }
  return byName ? 'byName' : 'bySelector';
}

function checkId(id: string, taken: string[], path: string) {
  const fail = (message: string) =>
    new GraphError(`naming convention violation: ${message}`, path);
  if (isReservedWord(id)) {
    throw fail(`id ${id} is a reserved keyword in KRO`);
  }
  if (!ID.test(id)) {
    throw fail(
      `id ${id} is not a valid KRO resource id: must be lower camelCase`,
    );
  }
  if (taken.includes(id)) throw fail(`found duplicate resource IDs ${id}`);
}

function checkIterators(
  resource: DefinitionResource,
  ids: string[],
  path: string,
) {
  const seen: string[] = [];
  for (const { name } of resource.forEach) {
    const fail = (rule: string) =>
      new GraphError(`resource "${resource.id}": ${rule}`, `${path}.forEach`);
    if (!ID.test(name)) {
      throw fail(
        `forEach iterator name "${name}" is not valid: must be lowerCamelCase`,
      );
    }
    if (isReservedWord(name)) {
      throw fail(`forEach iterator name "${name}" is a reserved keyword`);
    }
    if (ids.includes(name)) {
      throw fail(`forEach iterator name "${name}" conflicts with resource ID`);
    }
    if (seen.includes(name)) {
      throw fail(`duplicate forEach iterator name "${name}"`);
    }
    seen.push(name);
  }
}

/**
 * Reads a ResourceGraphDefinition and checks everything that needs no cluster: shape, names, reserved words,
 * combinations of fields, and that `readyWhen`, `includeWhen` and `forEach` are single expressions.
 *
 * @throws GraphError in KRO's words, with the path of the offending field
 */
export function parseResourceGraphDefinition(
  object: KubernetesObject,
): ResourceGraphDefinition {
  if (object.kind !== 'ResourceGraphDefinition') {
    throw new GraphError(
      `kind must be ResourceGraphDefinition, got "${object.kind}"`,
      'kind',
    );
  }
  const spec = Fields.of(object.spec, 'spec');
  const schema = parseSchema(spec);
  const resources = spec
    .list('resources')
    .map((resource, i) => parseResource(resource, `spec.resources[${i}]`));
  const ids: string[] = [];
  resources.forEach((resource, i) => {
    checkId(resource.id, ids, `spec.resources[${i}].id`);
    ids.push(resource.id);
  });
  resources.forEach((resource, i) =>
    checkIterators(resource, ids, `spec.resources[${i}]`),
  );
  return {
    name: object.metadata.name ?? '',
    uid: object.metadata.uid,
    schema,
    resources,
  };
}
