import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
  ResourceType,
  TypeResolver,
} from '@mini-atlas/kro';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../../..');
const TYPES = resolve(ROOT, 'packages/kro/src/__fixtures__/types');

const served: ResourceType[] = readdirSync(TYPES).map(file =>
  JSON.parse(readFileSync(resolve(TYPES, file), 'utf8')),
);

/** A cluster that serves every type that the platform's abstractions use, with their real schemas. */
const types: TypeResolver = ({ apiVersion, kind }) =>
  served.find(type => type.apiVersion === apiVersion && type.kind === kind);

/** A file of the repository, parsed. */
export function repositoryYaml(path: string) {
  return parse(readFileSync(resolve(ROOT, path), 'utf8'));
}

/** One of the ResourceGraphDefinitions in `kind/foundation`. */
export function definition(name: string): KubernetesObject {
  return repositoryYaml(`kind/foundation/${name}.yaml`);
}

const graphs = new Map<string, Graph>();

/** Its graph and CRD, as KRO makes them. */
export function graph(name: string): Graph {
  const known = graphs.get(name);
  if (known) return known;
  const built = buildGraph(
    parseResourceGraphDefinition(definition(name)),
    types,
  );
  graphs.set(name, built);
  return built;
}

/** Schema of `spec` in the CRD. */
export function specSchema(name: string): Record<string, unknown> {
  const [version] = Object(graph(name).crd.spec).versions;
  return version.schema.openAPIV3Schema.properties.spec;
}
