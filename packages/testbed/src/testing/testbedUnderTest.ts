import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { ClusterApi, connectCluster } from '../cluster/clusterApi';
import { connectForge, ForgeApi } from '../forge/forgeApi';
import { DATA_DIRECTORY } from '../packageDirectories';
import { startTestbed } from '../startTestbed';
import { Testbed, TestbedOptions } from '../testbed';
import { until } from './until';

const PATIENCE_MS = 60_000;
const POLL_MS = 100;

/** The delivery repository's tree. */
const PLATFORM = join(DATA_DIRECTORY, '../../../kind');

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

/** A testbed as the portal and a person at a terminal meet it. */
export interface TestbedUnderTest {
  testbed: Testbed;
  /** The cluster as an administrator, and as the portal. */
  api: ClusterApi;
  portal: ClusterApi;
  /** The forge as the portal. */
  forge: ForgeApi;
  /** Waits until what stands at a path of the cluster is as wanted, and returns it. */
  until(
    path: string,
    wanted: (body: Body, status: number) => boolean,
  ): Promise<Body>;
  /** Commits new files on a branch, opens a pull request as the portal, and merges it as the owner. */
  order(branch: string, files: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

/** Makes a directory for a testbed's state; the function removes it. */
export function temporaryState(): [string, () => Promise<void>] {
  const state = mkdtempSync(join(tmpdir(), 'mini-atlas-testbed-'));
  return [state, () => rm(state, { recursive: true, force: true })];
}

/** Starts a testbed. */
export async function testbedUnderTest(
  options: Pick<TestbedOptions, 'state'> & Partial<TestbedOptions>,
): Promise<TestbedUnderTest> {
  const testbed = await startTestbed({ platform: PLATFORM, ...options });
  const api = connect(testbed.kubeconfig);
  const portal = connect(testbed.portalKubeconfig);
  const { url, repository, token } = testbed.forge;
  const { forgeOwner } = JSON.parse(
    readFileSync(join(options.state, 'credentials.json'), 'utf8'),
  );
  const forge = connectForge(url, token);
  const owner = connectForge(url, forgeOwner);
  const base = `/repos/${repository}`;
  return {
    testbed,
    api,
    portal,
    forge,
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
      await merge(owner, `${base}/pulls/${number}`);
    },
    async stop() {
      api.end();
      portal.end();
      await testbed.stop();
    },
  };
}

/** Gitea first finds out in the background whether a pull request can be merged. */
async function merge(owner: ForgeApi, pull: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { mergeable } = await owner.call<{ mergeable: boolean }>('GET', pull);
    if (mergeable) break;
    if (Date.now() > deadline) throw new Error(`${pull} is not mergeable`);
    await delay(POLL_MS);
  }
  await owner.call('POST', `${pull}/merge`, { Do: 'merge' });
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
