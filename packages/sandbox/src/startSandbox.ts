import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiServer, startApiServer } from './apiserver';
import { createEventRecorder } from './client';
import { ControllerContext } from './controllers/controller';
import { timingBy } from './controllers/timing';
import { coreObjects } from './core';
import { bundledCrds } from './crds';
import { Credentials, readCredentials } from './credentials';
import { startDelivery } from './delivery';
import { writeKubeconfig } from './kubeconfig';
import { foundationSettled } from './foundationSettled';
import { openLog } from './log';
import { portalAccount, PORTAL_USER } from './portalAccount';
import { controllerNames, Sandbox, SandboxOptions } from './sandbox';
import { startControllers } from './startControllers';

/** How the platform's core layer runs KRO: the abstractions leave fields out by `omit()`. */
const PLATFORM_KRO_ARGS = ['--feature-gates=CELOmitFunction=true'];

/** Long enough for the four abstractions to be served; a broken one must not keep the portal from starting. */
const FOUNDATION_LIMIT_MS = 20_000;

/**
 * Starts the sandbox: API server, Core layer, controllers, forge and Flux, in that order, and resolves when
 * the abstractions of the delivery repository are served (or evidently never will be). The kubeconfig is
 * written last.
 *
 * @throws Error when a port is taken or git is missing
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  mkdirSync(options.state, { recursive: true });
  const credentials = readCredentials(options.state);
  const log = openLog(options.logFile);
  const stops: (() => Promise<void> | void)[] = [() => log.close()];
  const stop = async () => {
    for (const end of stops.reverse().splice(0)) await end();
  };
  try {
    const api = await startApiServer({
      port: options.apiPort,
      tokens: tokensOf(credentials),
      log: log.write,
      certificateDirectory: join(options.state, 'certificates'),
      // Objects do not outlive a sandbox. A client of the one before must see that its revisions are too old, not wait
      // for those that it has seen already.
      firstRevision: Date.now(),
    });
    stops.push(() => api.stop());
    for (const crd of bundledCrds())
      api.client.create(crd, { fieldManager: 'sandbox' });
    for (const object of [
      ...coreObjects(),
      ...portalAccount(options.platform),
    ]) {
      if (api.client.resolve(object)) {
        api.client.apply(object, { fieldManager: 'sandbox', force: true });
      }
    }

    const context: ControllerContext = {
      client: api.client,
      recordEvent: createEventRecorder(api.client, log.write),
      timing: timingBy(options.delays ?? 1),
      log: log.write,
    };
    const controllers = options.controllers ?? [...controllerNames];
    stops.push(
      startControllers(context, {
        controllers,
        kroArgs: [...PLATFORM_KRO_ARGS, ...(options.kroArgs ?? [])],
        caCertificate: api.caCertificate,
      }),
    );

    const delivery = await startDelivery(context, {
      state: options.state,
      platform: options.platform,
      port: options.forgePort,
      empty: options.empty ?? false,
      flux: controllers.includes('flux'),
      credentials,
    });
    stops.push(() => delivery.stop());
    if (delivery.reconciling && controllers.includes('kro')) {
      await foundationSettled(api.client, FOUNDATION_LIMIT_MS);
    }

    return {
      ...writeKubeconfigs(options, api, credentials),
      apiUrl: api.url,
      forge: delivery.forge,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function tokensOf(credentials: Credentials) {
  return [
    {
      token: credentials.clusterAdmin,
      user: 'kubernetes-admin',
      groups: ['system:masters'],
    },
    {
      token: credentials.clusterPortal,
      ...PORTAL_USER,
    },
  ];
}

function writeKubeconfigs(
  options: SandboxOptions,
  api: ApiServer,
  credentials: Credentials,
) {
  const kubeconfig = options.kubeconfig ?? join(options.state, 'kubeconfig');
  const portalKubeconfig = join(options.state, 'portal.kubeconfig');
  const { url, caCertificate } = api;
  writeKubeconfig(portalKubeconfig, {
    url,
    caCertificate,
    token: credentials.clusterPortal,
    user: 'mini-atlas-portal',
  });
  writeKubeconfig(kubeconfig, {
    url,
    caCertificate,
    token: credentials.clusterAdmin,
    user: 'kubernetes-admin',
  });
  return { kubeconfig, portalKubeconfig };
}
