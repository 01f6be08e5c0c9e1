// Reads from Go source of Kubernetes what its published OpenAPI documents leave out: the Go types of fields, which stand
// in the messages of its JSON decoder, and the values of enumerations.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STRUCT = /^type (\w+) struct \{\n([\s\S]*?)^\}/gm;
const FIELD =
  /^\t(?:(\w+) +)?([\w.*[\]]+) +`[^`]*json:"([^",]*)((?:,\w+)*)"[^`]*`/;
const BUILT_IN = /^(string|bool|u?int(8|16|32|64)?|float(32|64)|byte|any)$/;

/** The directories of Go packages whose types the documents name, by the first part of a schema's name. */
const PACKAGES = {
  'io.k8s.api.': { module: 'api', path: '' },
  'io.k8s.apimachinery.': { module: 'apimachinery', path: '' },
  'io.k8s.apiextensions-apiserver.': {
    module: 'apiextensions-apiserver',
    path: '',
  },
};

/** `{ module, directory, type }` of a schema's name, where it is one of Kubernetes. */
function placeOf(schemaName) {
  const prefix = Object.keys(PACKAGES).find(known =>
    schemaName.startsWith(known),
  );
  if (!prefix) return undefined;
  const parts = schemaName.slice(prefix.length).split('.');
  const type = parts.pop();
  return { module: PACKAGES[prefix].module, directory: parts.join('/'), type };
}

/** The structs of a Go package: name → fields in order. */
function structsOf(directory) {
  const structs = new Map();
  const files = readdirSync(directory).filter(
    file =>
      file.endsWith('.go') &&
      !file.endsWith('_test.go') &&
      !file.startsWith('zz_') &&
      !file.includes('generated'),
  );
  for (const file of files) {
    const source = readFileSync(join(directory, file), 'utf8');
    for (const [, name, body] of source.matchAll(STRUCT)) {
      structs.set(name, body.split('\n').flatMap(fieldOf));
    }
  }
  return structs;
}

function fieldOf(line) {
  const match = FIELD.exec(line);
  if (!match) return [];
  const [, , type, json, options] = match;
  return [{ type, json, inline: json === '' && options.includes('inline') }];
}

/** A type as `reflect` prints it: pointers of the field itself gone, named types with their package. */
function printed(type, packageName) {
  const bare = type.replace(/^\*/, '');
  const [, wrapping, named] = /^((?:\[\]|map\[[\w.]+\]|\*)*)(.*)$/.exec(bare);
  const keyed = wrapping.replace(/map\[([\w.]+)\]/g, (_, key) =>
    `map[${qualified(key, packageName)}]`,
  );
  return keyed + qualified(named, packageName);
}

function qualified(name, packageName) {
  if (name === 'byte') return 'uint8';
  if (BUILT_IN.test(name)) return name;
  if (!name.includes('.')) return `${packageName}.${name}`;
  const [alias, type] = name.split('.');
  // An alias such as `metav1` or `corev1` stands for a package called `v1`.
  return `${/v\d+(?:(?:alpha|beta)\d+)?$/.exec(alias)?.[0] ?? alias}.${type}`;
}

function addFields(result, fields, structs, packageName, embedded) {
  for (const { type, json, inline } of fields) {
    const inner = inline && structs.get(type.replace(/^\*/, ''));
    if (inner) {
      addFields(result, inner, structs, packageName, [...embedded, type]);
    } else if (json && json !== '-') {
      const text = printed(type, packageName);
      result[json] = embedded.length ? [text, ...embedded] : text;
    }
  }
}

/**
 * The Go types of the fields of all schemas that are structs: schema name → field → type as Go prints it, or
 * `[type, embedded struct, …]` where the field belongs to a struct that is embedded.
 *
 * @param schemaNames - names in the documents
 * @param directories - where the modules `api`, `apimachinery`, `apiextensions-apiserver` are
 */
export function goTypes(schemaNames, directories) {
  const packages = new Map();
  const result = {};
  for (const schemaName of [...new Set(schemaNames)].sort()) {
    const place = placeOf(schemaName);
    if (!place) continue;
    const directory = join(directories[place.module], place.directory);
    if (!packages.has(directory)) {
      packages.set(directory, structsOf(directory));
    }
    const structs = packages.get(directory);
    const fields = structs.get(place.type);
    if (!fields) continue;
    const types = {};
    const packageName = place.directory.split('/').pop();
    addFields(types, fields, structs, packageName, []);
    if (Object.keys(types).length > 0) result[schemaName] = types;
  }
  return result;
}

const DEFINITION = /^func schema_(\w+)\(ref [\s\S]*?^\}/gm;
const PROPERTY =
  /^\t{5}"([^"]+)": \{\n\t{6}SchemaProps: spec\.SchemaProps\{\n([\s\S]*?)^\t{6}\},/gm;

/**
 * The enumerations of fields: the last parts of the schema's name (`core_v1_Container`) → field →
 * `{ description, enum }`.
 *
 * @param file - `zz_generated.openapi.go`
 */
export function enumerations(file) {
  const result = {};
  const source = readFileSync(file, 'utf8');
  for (const [definition, name] of source.matchAll(DEFINITION)) {
    for (const [, field, body] of definition.matchAll(PROPERTY)) {
      const values = /^\t{7}Enum: +\[\]interface\{\}\{(.*)\},$/m.exec(body);
      const ofItems = /^\t{10}Enum: +\[\]interface\{\}\{(.*)\},$/m.exec(body);
      const description = /^\t{7}Description: +(".*"),$/m.exec(body);
      if (!description || !(values || ofItems)) continue;
      result[name] = {
        ...result[name],
        [field]: {
          description: JSON.parse(description[1]),
          ...(values ? { enum: JSON.parse(`[${values[1]}]`) } : {}),
          ...(ofItems ? { itemsEnum: JSON.parse(`[${ofItems[1]}]`) } : {}),
        },
      };
    }
  }
  return result;
}

/** How `zz_generated.openapi.go` names the function of a schema: `io.k8s.api.core.v1.X` → `k8sio_api_core_v1_X`. */
export function definitionName(schemaName) {
  const parts = schemaName.split('.');
  return ['k8sio', ...parts.slice(2)].join('_').replaceAll('-', '_');
}
