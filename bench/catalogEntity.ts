import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { ofSeries, Figure } from './figure';
import { guestToken } from './measurements';
import { RunningPortal } from './portal';
import { summarize } from './statistics';

const WORKSPACES = {
  group: 'mini-atlas.dev',
  version: 'v1alpha1',
  plural: 'workspaces',
};
const POLL_MS = 10;
/** The catalog looks for work once a second: samples begin at any point of that second. */
const CATALOG_TURN_MS = 1_000;

type EntityProbe = (name: string) => Promise<boolean>;

async function entityProbe(portal: RunningPortal): Promise<EntityProbe> {
  const token = await guestToken(portal);
  return async name => {
    const path = `/api/catalog/entities/by-name/system/default/${name}`;
    const answer = await fetch(`${portal.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await answer.text();
    if (!answer.ok && answer.status !== 404)
      throw new Error(`${path} answered ${answer.status}`);
    return answer.ok;
  };
}

function workspacesOf(portal: RunningPortal): CustomObjectsApi {
  const config = new KubeConfig();
  config.loadFromFile(join(portal.state, 'kubeconfig'));
  return config.makeApiClient(CustomObjectsApi);
}

async function waitWhile(condition: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (await condition()) await delay(POLL_MS);
  return performance.now() - began;
}

async function isInCluster(
  cluster: CustomObjectsApi,
  name: string,
): Promise<boolean> {
  const list: unknown = await cluster.listClusterCustomObject({
    ...WORKSPACES,
    fieldSelector: `metadata.name=${name}`,
  });
  return JSON.stringify(list).includes(`"name":"${name}"`);
}

/**
 * How far the catalog lags behind the cluster: from an instance's object to its entity, and from the object's end to
 * the entity's.
 */
export async function catalogLag(
  portal: RunningPortal,
  samples: number,
): Promise<Figure[]> {
  const cluster = workspacesOf(portal);
  const hasEntity = await entityProbe(portal);
  const appeared: number[] = [];
  const disappeared: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const name = `bench-catalog-${index}`;
    await delay((CATALOG_TURN_MS * index) / samples);
    await cluster.createClusterCustomObject({
      ...WORKSPACES,
      body: {
        apiVersion: `${WORKSPACES.group}/${WORKSPACES.version}`,
        kind: 'Workspace',
        metadata: { name },
        spec: { team: 'storefront' },
      },
    });
    appeared.push(await waitWhile(async () => !(await hasEntity(name))));
    await cluster.deleteClusterCustomObject({ ...WORKSPACES, name });
    await waitWhile(() => isInCluster(cluster, name));
    disappeared.push(await waitWhile(() => hasEntity(name)));
  }
  // Up to a second is the catalog's own wait, which cannot be set.
  const target = { statistic: 'p95', target: 1_500 } as const;
  return [
    ofSeries(
      'instance in the cluster → catalog page',
      summarize(appeared),
      target,
    ),
    ofSeries(
      'instance deleted → no catalog page',
      summarize(disappeared),
      target,
    ),
  ];
}
