import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { ClusterApi, connectCluster } from '../cluster/clusterApi';
import { ClusterHandle } from '../clusterHandle';
import { connectForge, ForgeApi } from '../forge/forgeApi';
import { until } from './until';

const PATIENCE_MS = 60_000;
const POLL_MS = 50;

// Tests read fields of many shapes; a wrong one fails the test.
export type Body = ReturnType<typeof JSON.parse>;

/** A cluster with its forge, of whichever kind, as the portal and a person at a terminal meet it. */
export interface ClusterUnderTest {
  handle: ClusterHandle;
  /** The cluster as an administrator, and as the portal. */
  api: ClusterApi;
  portal: ClusterApi;
  /** The forge as the portal. */
  forge: ForgeApi;
  /** Tokens of the forge's accounts. */
  tokens: { owner: string; portal: string };
  /** Waits until what stands at a path of the cluster is as wanted, and returns it. */
  until(
    path: string,
    wanted: (body: Body, status: number) => boolean,
  ): Promise<Body>;
  /** Commits new files on a branch, opens a pull request as the portal, and merges it as the owner. */
  order(branch: string, files: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** @param state - where the cluster keeps its credentials */
export function clusterUnderTest(
  handle: ClusterHandle,
  state: string,
): ClusterUnderTest {
  const api = connect(handle.kubeconfig);
  const portal = connect(handle.portalKubeconfig);
  const { url, repository, token } = handle.forge;
  const { forgeOwner } = JSON.parse(
    readFileSync(join(state, 'credentials.json'), 'utf8'),
  );
  const forge = connectForge(url, token);
  const base = `/repos/${repository}`;
  return {
    handle,
    api,
    portal,
    forge,
    tokens: { owner: forgeOwner, portal: token },
    until: (path, wanted) => until(api, path, wanted),
    async order(branch, files) {
      await forge.call('POST', `${base}/contents`, {
        new_branch: branch,
        message: branch,
        files: Object.entries(files).map(([path, content]) => ({
          operation: 'create',
          path,
          content: Buffer.from(content).toString('base64'),
        })),
      });
      const { number } = await forge.call<{ number: number }>(
        'POST',
        `${base}/pulls`,
        { head: branch, base: 'main', title: branch },
      );
      await merge(`${url}/api/v1${base}/pulls/${number}`, forgeOwner);
    },
    async stop() {
      api.end();
      portal.end();
      await handle.stop();
    },
  };
}

/**
 * A forge finds out in the background whether a pull request can be merged, and does so again whenever its base has
 * moved; until then it refuses with 405.
 */
async function merge(pull: string, token: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(`${pull}/merge`, {
      method: 'POST',
      headers: {
        authorization: `token ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ Do: 'merge' }),
    });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== 405 || Date.now() > deadline) {
      throw new Error(`${pull} was not merged: ${answer.status} ${text}`);
    }
    await delay(POLL_MS);
  }
}

function connect(kubeconfig: string): ClusterApi {
  const config = parse(readFileSync(kubeconfig, 'utf8'));
  const { cluster } = config.clusters[0];
  return connectCluster({
    url: cluster.server,
    caCertificate: Buffer.from(
      cluster['certificate-authority-data'],
      'base64',
    ).toString(),
    token: config.users[0].user.token,
  });
}
