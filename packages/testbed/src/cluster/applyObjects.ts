import { stringify } from 'yaml';
import { ClusterApi, refusal } from './clusterApi';
import { ClusterObject, objectPaths } from './objectPaths';

const MANAGER = 'testbed';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const APPLY = 'application/apply-patch+yaml';

/**
 * Applies objects one after the other, so that a namespace comes before what is in it.
 *
 * @throws TestbedError with the server's answer to the first that it refuses
 */
export async function applyObjects(
  api: ClusterApi,
  objects: ClusterObject[],
): Promise<void> {
  const { pathOf } = objectPaths(api);
  for (const object of objects) {
    await apply(api, await pathOf(object), stringify(object));
  }
}

/**
 * Applies custom resource definitions, given as YAML of one document each, all at once.
 *
 * @throws TestbedError with the server's answer to one that it refuses
 */
export async function applyDefinitions(
  api: ClusterApi,
  definitions: string[],
): Promise<void> {
  await Promise.all(
    definitions.map(text => apply(api, `${CRDS}/${nameOf(text)}`, text)),
  );
}

/** The name of a custom resource definition: reading half a megabyte of schema for it would take too long. */
export function nameOf(definition: string): string {
  const metadata = /^metadata:\n((?:[ ].*\n)+)/m.exec(definition)?.[1] ?? '';
  const name = /^ {2}name: *(\S+)$/m.exec(metadata)?.[1];
  if (!name) throw new Error('A custom resource definition without a name');
  return name;
}

async function apply(
  api: ClusterApi,
  path: string,
  text: string,
): Promise<void> {
  const answer = await api.call(
    'PATCH',
    `${path}?fieldManager=${MANAGER}&force=true`,
    { type: APPLY, text },
  );
  if (answer.status >= 300) throw refusal('PATCH', path, answer);
}
