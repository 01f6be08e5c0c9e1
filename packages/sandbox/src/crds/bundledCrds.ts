import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '@mini-atlas/kro';
import { dataDirectory } from '../openapi';

/**
 * The CustomResourceDefinitions of the projects the sandbox plays, ordered by project and file;
 * `data/crds/<project>/ORIGIN.md` says where each comes from. Read anew on every call, so the caller owns them.
 */
export function bundledCrds(): KubernetesObject[] {
  const directory = join(dataDirectory, 'crds');
  return readdirSync(directory)
    .sort()
    .flatMap(project => readProject(join(directory, project)));
}

function readProject(directory: string): KubernetesObject[] {
  return readdirSync(directory)
    .filter(file => file.endsWith('.json'))
    .sort()
    .map(file => JSON.parse(readFileSync(join(directory, file), 'utf8')));
}
