import { join } from 'node:path';
import { Portal, portalFailure, portalReady, startPortal } from '../../portal';
import { portalEnvironment } from '../../portalEnvironment';
import { requireAvailable } from '../../settings';
import { aborted } from '../../shutdown';
import { Teardown } from '../../teardown';
import { PlatformError } from '../platformError';
import { Presenter } from '../report/presenter';
import { PortalAccess } from './steps/portalStep';
import { wrap } from '../report/text';
import { UpContext } from './upContext';

/**
 * Runs the portal over the platform until the signal aborts. The platform stays when it ends.
 *
 * @throws CommandError when its port is taken, it does not start, or ends by itself
 */
export async function servePortal({
  access,
  context,
  presenter: { line, event, output },
  teardown,
}: {
  access: PortalAccess;
  context: UpContext;
  presenter: Presenter;
  teardown: Teardown;
}): Promise<void> {
  const { settings, signal } = context;
  const say = (text: string) =>
    line(`  ${wrap(text, { columns: output.columns, indent: 2 })}`);
  const { port, state } = settings;
  await requireAvailable([{ port, purpose: 'the portal', option: '--port' }], {
    state,
    command: 'npm run up --',
  });
  line('• Starting the portal …');
  const log = join(state, 'logs', 'portal.log');
  const portal = startPortal({ port, state, log });
  teardown.add(() => portal.program.stop());
  portal.proceed(
    portalEnvironment(
      { port, state },
      { portalKubeconfig: access.kubeconfig, forge: access.forge },
    ),
  );
  await Promise.race([portalReady(portal, log), aborted(signal)]);
  if (signal.aborted) return;
  event({ event: 'portal-ready', url: portal.url });
  line();
  line(`  Portal        ${portal.url}`);
  line();
  say(
    'Ctrl-C ends the portal; the platform stays. `npm run up` starts the portal again, `npm run status` looks at the platform, `npm run down` takes it away.',
  );
  await Promise.race([aborted(signal), unexpectedEnd(portal, log)]);
}

async function unexpectedEnd(portal: Portal, log: string): Promise<never> {
  const code = await portal.program.ended;
  const { message } = portalFailure(
    portal,
    `ended by itself (code ${code})`,
    log,
  );
  throw new PlatformError('CommandFailed', message, {
    next: 'Run the same command again; the platform stands as it was.',
  });
}
