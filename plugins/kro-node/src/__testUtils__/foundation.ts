import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../../..');
const TYPES = resolve(ROOT, 'packages/kro/src/__fixtures__/types');
const served: ResourceType[] = readdirSync(TYPES).map(file =>
  JSON.parse(readFileSync(resolve(TYPES, file), 'utf8')),
);

/** A type that the platform's abstractions use, with its real schema. */
export function servedType({
  apiVersion,
  kind,
}: TypeRef): ResourceType | undefined {
  return served.find(
    type => type.apiVersion === apiVersion && type.kind === kind,
  );
}

/** One of the ResourceGraphDefinitions in `kind/foundation`. */
export function definition(name: string): KubernetesObject {
  const file = resolve(ROOT, `kind/foundation/${name}.yaml`);
  return parse(readFileSync(file, 'utf8'));
}

/** Its graph, as KRO makes it. */
export function foundationGraph(name: string): Graph {
  return buildGraph(parseResourceGraphDefinition(definition(name)), servedType);
}
