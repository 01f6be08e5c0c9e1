import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { BuiltTools } from '../build/builtTools';
import { applyDefinitions, applyObjects, nameOf } from './applyObjects';
import { ClusterObject } from './objectPaths';
import { ClusterApi } from './clusterApi';
import { undocumented } from './undocumented';
import { waitUntil } from './waitUntil';

/** Tools that bring the types which they work on. */
const CONTROLLERS = [
  'kro',
  'kustomize-controller',
  'notification-controller',
  'source-controller',
];
const LIMIT_MS = 120_000;

/** What lays the platform. */
export interface PlatformSources {
  tools: BuiltTools;
  /** This package's `data`. */
  data: string;
  /** The tree that becomes the delivery repository. */
  platform: string;
  signal?: AbortSignal;
}

/**
 * Applies what the platform's controllers need before they start: their own types, namespaces and roles. And the
 * portal's account as the platform's tree has it: Flux applies it with the abstractions, but a portal must be able to
 * say so where they cannot be applied, and where there are none.
 *
 * @throws TestbedError when the API server refuses something
 */
export async function layControllers(
  api: ClusterApi,
  { tools, data, platform, signal }: PlatformSources,
): Promise<void> {
  const objects = [
    ...platformObjects(data, 'namespaces'),
    ...platformObjects(data, 'roles'),
    ...objectsIn(join(platform, 'foundation', 'access', 'portal.yaml')),
  ];
  await Promise.all([
    applyObjects(api, objects),
    define(
      api,
      CONTROLLERS.flatMap(tool => filesOf(tools.share(tool, 'crds'))),
      signal,
    ),
  ]);
}

/**
 * Applies the types of the operators that the abstractions are made of, and what the Core layer brings: a node,
 * storage, the shared Gateway and Kafka.
 *
 * @param whenDefined - called when the types are there, before any object of them
 * @throws TestbedError when the API server refuses something
 */
export async function layCore(
  api: ClusterApi,
  { tools, data, signal }: PlatformSources,
  whenDefined: () => Promise<void>,
): Promise<void> {
  const definitions = [
    ...filesOf(tools.share('custom-resources', 'crds')),
    ...filesOf(join(data, 'crds', 'strimzi')),
  ];
  await define(api, definitions, signal);
  await whenDefined();
  await applyObjects(api, platformObjects(data, 'core'));
}

/** Applies definitions, and waits until they are served and documented. */
async function define(
  api: ClusterApi,
  definitions: string[],
  signal?: AbortSignal,
): Promise<void> {
  await applyDefinitions(api, definitions);
  let missing = definitions.map(nameOf);
  await waitUntil(
    'The custom resource definitions served',
    async () => {
      missing = await undocumented(api, missing);
      return missing.length === 0;
    },
    { limitMs: LIMIT_MS, signal, describe: async () => missing.join(', ') },
  );
}

function platformObjects(data: string, name: string): ClusterObject[] {
  return objectsIn(join(data, 'platform', `${name}.yaml`));
}

function objectsIn(file: string): ClusterObject[] {
  return parseObjects(readFileSync(file, 'utf8'));
}

/** The objects of a YAML text. */
export function parseObjects(text: string): ClusterObject[] {
  return parseAllDocuments(text).map(document => document.toJS());
}

function filesOf(directory: string): string[] {
  return readdirSync(directory)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .map(name => readFileSync(join(directory, name), 'utf8'));
}
