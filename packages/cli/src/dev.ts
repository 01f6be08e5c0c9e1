import { join } from 'node:path';
import { runProgram } from './childProcess';
import { startCluster } from './cluster';
import { CommandError } from './commandError';
import { endSoon } from './portal';
import { portalEnvironment } from './portalEnvironment';
import { root } from './root';
import { Settings, settle, StartOptions } from './settings';
import { aborted } from './shutdown';
import { Teardown } from './teardown';
import { untilStopped } from './untilStopped';

/** `mini-atlas dev`: the cluster, and both ends of the portal with hot reload. */
export async function dev(options: StartOptions): Promise<void> {
  const settings = await settle(options, 'npm run dev --', {
    withFrontEnd: true,
  });
  await untilStopped(settings, serve);
}

/** @throws CommandError when something does not start, or ends by itself */
async function serve(
  settings: Settings,
  signal: AbortSignal,
  teardown: Teardown,
): Promise<void> {
  const cluster = await startCluster(settings, signal);
  if (!cluster) return;
  teardown.add(() => cluster.stop());
  if (signal.aborted) return;

  const frontEnd = `http://localhost:${settings.appPort}`;
  process.stdout.write(`
  Front end   ${frontEnd}  (reloads)
  Back end    http://localhost:${settings.port}  (restarts)
  Forge       ${cluster.forge.url}/${cluster.forge.repository}
  Kubeconfig  ${cluster.kubeconfig}

`);
  const program = runProgram({
    args: [
      require.resolve('@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      '--config',
      join(root, 'app-config.yaml'),
      // Else each restart of the back end takes up to a minute.
      '--require',
      endSoon,
    ],
    cwd: root,
    env: {
      ...process.env,
      ...portalEnvironment(settings, cluster),
      // Backstage takes changes into the open page only outside of CI, and some shells set it.
      CI: '',
      APP_CONFIG_app_baseUrl: frontEnd,
      APP_CONFIG_backend_cors_origin: frontEnd,
    },
    onOutput: chunk => process.stdout.write(chunk),
  });
  teardown.add(() => program.stop());
  const ended = await Promise.race([
    aborted(signal),
    cluster.failed,
    program.ended,
  ]);
  if (ended !== undefined) {
    throw new CommandError(
      `The development server ended by itself (code ${ended}); its output is above.`,
    );
  }
}
