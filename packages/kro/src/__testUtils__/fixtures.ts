import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
  ResourceGraphDefinition,
  ResourceType,
  TypeResolver,
} from '..';

function text(...path: string[]): string {
  return readFileSync(join(__dirname, '..', '__fixtures__', ...path), 'utf8');
}

/** An object out of `live/`; of a list, its first item. */
export function live(name: string): KubernetesObject {
  const object = parse(text('live', `${name}.yaml`));
  return object.kind === 'List' ? object.items[0] : object;
}

/** The RGD `infrastructure`, `topic`, `webapplication` or `workspace`, parsed. */
export function platformDefinition(name: string): ResourceGraphDefinition {
  return parseResourceGraphDefinition(parse(text('rgd', `${name}.yaml`)));
}

const served: ResourceType[] = readdirSync(
  join(__dirname, '..', '__fixtures__', 'types'),
).map(file => JSON.parse(text('types', file)));

/** A cluster that serves the types in `types/`. */
export const types: TypeResolver = ({ apiVersion, kind }) =>
  served.find(type => type.apiVersion === apiVersion && type.kind === kind);

/** The graph of one of the four platform RGDs. */
export function platformGraph(name: string): Graph {
  return buildGraph(platformDefinition(name), types);
}

/** An RGD of the kind `App` with the given schema and resources. */
export function definition(spec: {
  schema?: Record<string, unknown>;
  resources: unknown[];
}): ResourceGraphDefinition {
  return parseResourceGraphDefinition({
    apiVersion: 'kro.run/v1alpha1',
    kind: 'ResourceGraphDefinition',
    metadata: { name: 'app' },
    spec: {
      schema: {
        kind: 'App',
        apiVersion: 'v1alpha1',
        group: 'example.com',
        spec: { name: 'string | default="x"', count: 'integer | default=1' },
        ...spec.schema,
      },
      resources: spec.resources,
    },
  });
}

/** A ConfigMap resource of an RGD. */
export function configMap(
  id: string,
  data: Record<string, string>,
  rest: Record<string, unknown> = {},
) {
  return {
    id,
    template: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `\${schema.metadata.name}-${id.toLowerCase()}` },
      data,
    },
    ...rest,
  };
}
