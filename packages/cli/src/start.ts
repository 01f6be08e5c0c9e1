import { join } from 'node:path';
import { startCluster } from './cluster';
import { CommandError } from './commandError';
import { Portal, portalFailure, portalReady, startPortal } from './portal';
import { portalEnvironment } from './portalEnvironment';
import { Settings, settle, StartOptions } from './settings';
import { aborted } from './shutdown';
import { Teardown } from './teardown';
import { untilStopped } from './untilStopped';

const line = (text = '') => process.stdout.write(`${text}\n`);

/** `mini-atlas start`: cluster and portal until Ctrl-C or SIGTERM. */
export async function start(options: StartOptions): Promise<void> {
  const settings = await settle(options, 'npm start --');
  await untilStopped(settings, serve);
}

/** @throws CommandError when something does not start, or ends by itself */
async function serve(
  settings: Settings,
  signal: AbortSignal,
  teardown: Teardown,
): Promise<void> {
  const began = Date.now();
  const log = (name: string) => join(settings.state, 'logs', `${name}.log`);
  line(`• Starting the ${settings.cluster} …`);
  // It loads its modules meanwhile.
  const { port, state } = settings;
  const portal = startPortal({ port, state, log: log('portal') });
  teardown.add(() => portal.program.stop());
  const cluster = await startCluster(settings, signal);
  if (!cluster) return;
  teardown.add(() => cluster.stop());
  if (signal.aborted) return;

  line('• Starting the portal …');
  portal.proceed(portalEnvironment(settings, cluster));
  // Before the cluster, which it talks to.
  teardown.add(() => portal.program.stop());
  await Promise.race([
    portalReady(portal, log('portal')),
    cluster.failed,
    aborted(signal),
  ]);
  if (signal.aborted) return;

  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  line(`
  Mini-Atlas is ready (${seconds} s)

  Portal      ${portal.url}
  Forge       ${cluster.forge.url}/${cluster.forge.repository}
  Kubeconfig  ${cluster.kubeconfig}

  Ctrl-C ends it. What was ordered is kept; \`npm start -- --fresh\` begins again.`);
  await Promise.race([
    aborted(signal),
    cluster.failed,
    unexpectedEnd(portal, log('portal')),
  ]);
}

/** Never resolves: rejects when the portal ends by itself. */
async function unexpectedEnd(portal: Portal, log: string): Promise<never> {
  const code = await portal.program.ended;
  const { message } = portalFailure(
    portal,
    `ended by itself (code ${code})`,
    log,
  );
  throw new CommandError(
    `${message}\nRun the same command again; what was ordered is kept.`,
  );
}
