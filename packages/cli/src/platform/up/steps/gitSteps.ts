import { randomBytes } from 'node:crypto';
import { Cluster } from '../../cluster/cluster';
import { ObjectRef } from '../../cluster/clusterObject';
import { waitUntil } from '../../waitUntil';
import { findHost } from '../../git/findHost';
import { GIT_TOKEN } from '../../git/gitToken';
import { GitHost, LANDMARK } from '../../git/gitHost';
import { giteaHostAs } from '../../git/giteaHost';
import { pushTree } from '../../git/pushTree';
import { parseRepository } from '../../git/repositoryAddress';
import { PlatformError } from '../../platformError';
import { done, Step } from '../../report/step';
import { clusterOf, GitConnection, UpContext } from '../upContext';
import { GITEA_ADMIN } from './partSteps';

/** The platform's own Gitea, from inside the cluster. */
const INSIDE = 'http://gitea-http.gitea.svc:3000';
const OWN_REPOSITORY = 'atlas/platform';

/** Where a person finds the platform's own repository. */
export const ownRepositoryUrl = (gitPort: number) =>
  `http://127.0.0.1:${gitPort}/${OWN_REPOSITORY}`;

/**
 * Puts the tree into its repository. What a repository holds already is used as it is.
 *
 * @param token - for a repository that was given
 */
export function repositoryStep(context: UpContext, token?: string): Step {
  const { settings, book, run, delivered, signal } = context;
  return {
    name: 'repository',
    title: 'Lay down the platform in Git',
    async run(says) {
      const connection = await findGit(context, token, says);
      context.git = connection;
      const { host } = connection;
      const { url } = host.address;
      // A token that is refused ends here, before anything is made.
      await host.account();
      const found = await host.repository();
      if (found && !found.empty) {
        if (!(await host.holdsPlatform())) throw holdsOther(url);
        context.git = { ...connection, isPublic: !found.private };
        return done(
          `${url} holds a platform already, which is used as it is; nothing was pushed.`,
        );
      }
      if (found && !found.writable) throw notWritable(url);
      if (!found) {
        if (settings.git)
          book.write({ git: { url: settings.git.url, made: true } });
        says(`making the repository ${host.address.path}`);
        await host.createRepository();
      }
      says(`pushing ${delivered.size} files`);
      await pushTree(run, delivered, { host, signal });
      context.git = {
        ...connection,
        isPublic: !((await host.repository())?.private ?? true),
      };
      return done(
        `${url} holds the platform${found ? '' : ', and was made for it'}.`,
      );
    },
  };
}

function notWritable(url: string): PlatformError {
  return new PlatformError('GitRefused', `The token may not push to ${url}.`, {
    next: `Give one that may: export ${GIT_TOKEN}=…, then run the same command again.`,
  });
}

function holdsOther(url: string): PlatformError {
  return new PlatformError(
    'RepositoryForeign',
    `${url} holds something, but no platform: there is no ${LANDMARK} on its branch main.`,
    {
      next: 'Give a repository that is empty or does not exist yet, or put the directory kind of this repository into that one, as its root. Nothing was changed in it.',
    },
  );
}

async function findGit(
  context: UpContext,
  token: string | undefined,
  says: (text: string) => void,
): Promise<GitConnection> {
  const { settings } = context;
  if (settings.git) {
    const host = await findHost(settings.git, {
      provider: settings.gitProvider,
      token: token ?? '',
      tokenFrom: GIT_TOKEN,
    });
    return { host, clusterUrl: settings.git.url, isPublic: false };
  }
  const host = await ownHost(context, says);
  return {
    host,
    clusterUrl: `${INSIDE}/${OWN_REPOSITORY}.git`,
    isPublic: true,
  };
}

async function ownHost(
  context: UpContext,
  says: (text: string) => void,
): Promise<GitHost> {
  const { settings, signal } = context;
  const address = parseRepository(ownRepositoryUrl(settings.ports.git));
  await waitUntil(() => silenceOf(address.host), {
    says,
    limitMs: settings.timeoutMs,
    signal,
    tooLong: async () =>
      new PlatformError(
        'GitUnreachable',
        `Gitea runs in the cluster, but does not answer at ${address.host}.`,
        {
          next: `See whether another program has the port, and whether the cluster maps it (docker port ${settings.name}-control-plane). A cluster that was made with other ports has to be made anew: npm run down, then npm run up -- --git-port N`,
        },
      ),
  });
  return giteaHostAs(
    address,
    await readCredentials(clusterOf(context), GITEA_ADMIN),
    `Secret ${GITEA_ADMIN.namespace}/${GITEA_ADMIN.name}`,
  );
}

/** What is waited for while nobody answers. */
async function silenceOf(host: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${host}/api/v1/version`);
    await answer.body?.cancel();
    return answer.ok
      ? undefined
      : `waiting for Gitea at ${host}: ${answer.status}`;
  } catch {
    // Nothing listens yet.
    return `waiting for Gitea at ${host}`;
  }
}

async function readCredentials(
  cluster: Cluster,
  ref: ObjectRef,
): Promise<GitHost['credentials']> {
  const secret = await cluster.read(ref);
  const data = (secret?.data ?? {}) as Record<string, string>;
  const text = (key: string) =>
    Buffer.from(data[key] ?? '', 'base64').toString();
  return { username: text('username'), password: text('password') };
}

/** A password that nobody has to remember. */
export const randomSecret = () => randomBytes(24).toString('base64url');
