import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from './client';
import { ControllerContext } from './controllers/controller';
import { Credentials } from './credentials';
import { isExample } from './exampleTenant';
import { startFlux } from './flux';
import { startForge } from './forge';
import { setWebhook } from './webhook';

const OWNER = 'atlas';
/** May change the delivery repository, and nothing else. */
const PORTAL = 'portal';
const REPOSITORY = 'platform';

/** How Git reaches the cluster in the sandbox. */
export interface Delivery {
  forge: { url: string; repository: string; token: string };
  /** True when Flux is at work on the delivery repository. */
  reconciling: boolean;
  stop(): Promise<void>;
}

/**
 * Starts the forge with the delivery repository in it (made from the platform's tree at first start) and,
 * where wanted, Flux: its controllers, its objects from the tree's `flux/` and the webhook between the two.
 */
export async function startDelivery(
  context: ControllerContext,
  options: {
    state: string;
    platform: string;
    port?: number;
    empty: boolean;
    flux: boolean;
    credentials: Credentials;
  },
): Promise<Delivery> {
  const { credentials } = options;
  const forge = await startForge({
    dataDir: join(options.state, 'forge'),
    port: options.port,
    users: [
      {
        login: OWNER,
        email: 'atlas@mini-atlas.invalid',
        token: credentials.forgeOwner,
        admin: true,
      },
      {
        login: PORTAL,
        email: 'portal@mini-atlas.invalid',
        token: credentials.forgePortal,
        scopes: ['write:repository', 'write:issue', 'read:user'],
      },
    ],
    log: context.log,
  });
  try {
    await forge.createRepository(OWNER, REPOSITORY, {
      collaborators: [PORTAL],
    });
    if (!options.empty) {
      await forge.seedRepository({
        owner: OWNER,
        name: REPOSITORY,
        directory: options.platform,
        message: 'Lay down the platform',
        isLeftOut: isExample,
      });
    }
    const flux = options.flux
      ? await startFlux(context, { cacheDir: join(options.state, 'flux') })
      : undefined;
    const reconciling = flux !== undefined && !options.empty;
    if (reconciling) {
      const url = `${forge.url}/${OWNER}/${REPOSITORY}.git`;
      for (const object of fluxObjects(
        options.platform,
        url,
        credentials.receiver,
      )) {
        context.client.apply(object, { fieldManager: 'sandbox', force: true });
      }
      await setWebhook(
        { url: forge.url, token: credentials.forgeOwner },
        {
          repository: `${OWNER}/${REPOSITORY}`,
          url: `${flux.receiverUrl}${await webhookPath(context.client)}`,
          secret: credentials.receiver,
        },
      );
    }
    return {
      forge: {
        url: forge.url,
        repository: `${OWNER}/${REPOSITORY}`,
        token: credentials.forgePortal,
      },
      reconciling,
      async stop() {
        await flux?.stop();
        await forge.stop();
      },
    };
  } catch (error) {
    await forge.stop();
    throw error;
  }
}

/** The Receiver's path, as soon as its controller has made it up. */
function webhookPath(client: Client): Promise<string> {
  const type = {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
  };
  return new Promise(resolve => {
    const end = client.watch(type, ({ object: { status } }) => {
      if (
        typeof status === 'object' &&
        status !== null &&
        'webhookPath' in status
      ) {
        resolve(String(status.webhookPath));
        // The first call comes before `watch` has returned.
        setImmediate(() => end());
      }
    });
  });
}

/** What tells Flux about the repository, and the token that the webhook is signed with. */
function fluxObjects(
  platform: string,
  url: string,
  receiverToken: string,
): KubernetesObject[] {
  const text = readFileSync(join(platform, 'flux', 'platform.yaml'), 'utf8');
  const documents = parseAllDocuments(
    text.replaceAll('${GIT_REPOSITORY_URL}', url),
  );
  const secret: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'receiver-token', namespace: 'flux-system' },
    stringData: { token: receiverToken },
  };
  return [
    secret,
    ...documents.map(document => document.toJS() as KubernetesObject),
  ];
}
