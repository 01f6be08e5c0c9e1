import { Forge, giteaForge, GiteaForgeOptions } from '@mini-atlas/forge';
import {
  createKroCluster,
  KroCluster,
} from '@mini-atlas/backstage-plugin-kro-node';
import { GraphError } from '@mini-atlas/kro';
import { Sandbox } from '@mini-atlas/sandbox';
import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

type SandboxFacts = Omit<Sandbox, 'stop'>;

const ABSTRACTIONS = ['workspace', 'webapplication', 'infrastructure', 'topic'];
const GIVE_UP_MS = 30_000;
const PLATFORM = resolve(__dirname, '../../../../kind');

/** The sandbox as the portal sees it: cluster and forge over HTTP, and what only a test may do. */
export type RealPlatform = Awaited<ReturnType<typeof startRealPlatform>>;

/** Starts the sandbox with the platform's own tree, and waits until the portal's cache has it. */
export async function startRealPlatform() {
  const state = await mkdtemp(join(tmpdir(), 'mini-atlas-orders-'));
  const child = fork(
    resolve(__dirname, 'sandboxProcess.ts'),
    [state, PLATFORM],
    {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      // Jest's own options are not for it.
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const sandbox = await factsOf(child);
  const cluster = createKroCluster({
    name: 'test',
    kubeconfig: sandbox.portalKubeconfig,
  });
  await cluster.ready();
  await until('every abstraction may be ordered', () =>
    ABSTRACTIONS.every(name => isKnown(cluster, name)),
  );
  return {
    cluster,
    forgeUrl: sandbox.forge.url,
    /** The portal's client of the forge; `other` for another address, token or patience. */
    forgeFor: (signal?: AbortSignal, other: Partial<GiteaForgeOptions> = {}) =>
      forgeOf(sandbox, { signal, ...other }),
    branches: () => branchesOf(sandbox),
    merge: (number: number) =>
      ask(sandbox, 'POST', `/pulls/${number}/merge`, { Do: 'merge' }),
    commit: (path: string, content: string) =>
      ask(sandbox, 'POST', `/contents/${path}`, {
        content: Buffer.from(content).toString('base64'),
        message: 'By hand',
        branch: 'main',
      }),
    async stopSandbox() {
      if (!child.connected) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
    async stop() {
      cluster.stop();
      await this.stopSandbox();
      await rm(state, { recursive: true, force: true });
    },
  };
}

async function factsOf(child: ChildProcess): Promise<SandboxFacts> {
  return new Promise((done, fail) => {
    // The transform of TypeScript sends messages of its own.
    child.on('message', (message: { sandbox?: SandboxFacts }) => {
      if (message.sandbox) done(message.sandbox);
    });
    child.once('exit', code =>
      fail(new Error(`the sandbox ended with ${code}`)),
    );
  });
}

/** Whether the cache knows an abstraction and every type that it uses. */
function isKnown(cluster: KroCluster, name: string): boolean {
  try {
    return cluster.graph(name) !== undefined;
  } catch (error) {
    if (error instanceof GraphError) return false;
    throw error;
  }
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const deadline = Date.now() + GIVE_UP_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

function forgeOf(
  { forge }: SandboxFacts,
  other: Partial<GiteaForgeOptions>,
): Forge {
  return giteaForge({
    url: forge.url,
    repository: forge.repository,
    token: forge.token,
    ...other,
  });
}

async function branchesOf(sandbox: SandboxFacts): Promise<string[]> {
  const branches: { name: string }[] = await ask(sandbox, 'GET', '/branches');
  return branches.map(({ name }) => name);
}

async function ask(
  { forge }: SandboxFacts,
  method: string,
  path: string,
  body?: object,
) {
  const url = `${forge.url}/api/v1/repos/${forge.repository}${path}`;
  const answer = await fetch(url, {
    method,
    headers: {
      Authorization: `token ${forge.token}`,
      'Content-Type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) {
    throw new Error(
      `${method} ${url}: ${answer.status} ${await answer.text()}`,
    );
  }
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}
