import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../cluster/waitUntil';
import { PartContext } from '../parts/controlPlane';
import { connectForge, ForgeApi } from './forgeApi';
import { ForgeAccount, giteaAdmin, giteaEnvironment } from './giteaAdmin';
import { writeGiteaConfig } from './giteaConfig';
import { seedRepository } from './seedRepository';

const OWNER: ForgeAccount = {
  login: 'atlas',
  email: 'atlas@mini-atlas.invalid',
};
const PORTAL: ForgeAccount = {
  login: 'portal',
  email: 'portal@mini-atlas.invalid',
};
const REPOSITORY = 'platform';
const READY_LIMIT_MS = 30_000;

/** The tokens of the two accounts. */
export interface ForgeTokens {
  owner: string;
  portal: string;
}

/** A running forge with the delivery repository in it. */
export interface Forge {
  url: string;
  /** `owner/name` of the delivery repository. */
  repository: string;
  tokens: ForgeTokens;
  /** The forge's API as the owner. */
  api: ForgeApi;
}

/**
 * Starts Gitea; at the first time it makes the accounts and the delivery repository, from the platform's tree unless
 * it shall stay empty.
 *
 * @param known - the tokens that a former run has made
 * @throws TestbedError when a step fails
 */
export async function startForge(
  context: PartContext,
  {
    port,
    platform,
    empty,
    known,
    signal,
  }: {
    port: number;
    platform: string;
    empty: boolean;
    known?: ForgeTokens;
    signal?: AbortSignal;
  },
): Promise<Forge> {
  const { parts, tools, layout } = context;
  const directory = layout.forge;
  // Without its tokens nobody could use what an interrupted first start has left.
  if (!known) rmSync(directory, { recursive: true, force: true });
  const config = writeGiteaConfig({
    directory,
    web: tools.share('gitea', 'web'),
    port,
  });
  const env = giteaEnvironment(directory);
  const program = tools.program('gitea');
  const tokens =
    known ??
    (await makeAccounts(
      giteaAdmin({
        program,
        config,
        cwd: directory,
        env: { PATH: process.env.PATH, HOME: directory, ...env },
        signal,
      }),
    ));
  await parts.start('server', {
    name: 'gitea',
    program,
    args: ['web', '--config', config],
    cwd: directory,
    env,
    log: layout.log('gitea'),
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil('Gitea ready', () => isHealthy(url), {
    limitMs: READY_LIMIT_MS,
    signal,
  });
  const api = connectForge(url, tokens.owner);
  const repository = `${OWNER.login}/${REPOSITORY}`;
  const laid = join(directory, 'repository-laid');
  if (!existsSync(laid)) {
    await makeRepository(api, repository);
    if (!empty) {
      await seedRepository(platform, {
        url: `${url}/${repository}.git`,
        token: tokens.owner,
        author: OWNER,
        signal,
      });
    }
    writeFileSync(laid, '');
  }
  context.onStage('forge ready');
  return { url, repository, tokens, api };
}

/** The owner administers the forge; the portal may only change repositories that it is let into. */
async function makeAccounts(
  admin: ReturnType<typeof giteaAdmin>,
): Promise<ForgeTokens> {
  await admin.migrate();
  const owner = await admin.createUser(OWNER, { admin: true, scopes: ['all'] });
  const portal = await admin.createUser(PORTAL, {
    admin: false,
    scopes: ['write:repository', 'write:issue', 'read:user'],
  });
  return { owner, portal };
}

async function makeRepository(
  api: ForgeApi,
  repository: string,
): Promise<void> {
  if (!(await api.has(`/repos/${repository}`))) {
    await api.call('POST', '/user/repos', {
      name: REPOSITORY,
      default_branch: 'main',
      private: false,
    });
  }
  await api.call('PUT', `/repos/${repository}/collaborators/${PORTAL.login}`, {
    permission: 'write',
  });
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/healthz`);
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // Nothing listens yet.
    return false;
  }
}
