import { openCluster } from '../cluster/cluster';
import { PlatformError } from '../platformError';
import { readRecord } from '../record/platformRecord';
import { standardOutput } from '../report/text';
import { kindKubeconfig, stateOf } from '../up/upSettings';
import { printStatus } from './printStatus';
import { readStatus } from './readStatus';

/** What `status` takes from the command line. */
export interface StatusOptions {
  state?: string;
  kubeconfig?: string;
  context?: string;
  json?: boolean;
}

/**
 * `mini-atlas status`: shows the platform. Ends with 0 when all is ready, 1 when something is not, 2 when nothing can
 * be said.
 *
 * @throws PlatformError when there is no platform, or it cannot be reached
 */
export async function status(options: StatusOptions): Promise<void> {
  const { kubeconfig, context } = whereIs(options);
  const found = await readStatus(openCluster(kubeconfig, context)).catch(
    (error: unknown) => {
      if (!(error instanceof PlatformError)) throw error;
      throw new PlatformError(error.code, error.what, {
        ...error.facts,
        exitCode: 2,
      });
    },
  );
  if (options.json) {
    process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
  } else {
    printStatus(found, { kubeconfig, output: standardOutput() });
  }
  process.exitCode = found.ready ? 0 : 1;
}

function whereIs({ kubeconfig, context, ...options }: StatusOptions): {
  kubeconfig: string;
  context?: string;
} {
  if (kubeconfig) return { kubeconfig, context };
  const state = stateOf(options);
  const record = readRecord(state);
  if (!record) {
    throw new PlatformError('NotThere', `${state} knows of no platform.`, {
      next: 'Bring one: npm run up. Or say which: npm run status -- --kubeconfig FILE, or --state DIR',
      exitCode: 2,
    });
  }
  const { cluster } = record;
  if (!cluster.made) {
    return {
      kubeconfig: cluster.kubeconfig,
      context: context ?? cluster.context,
    };
  }
  if (cluster.complete) return { kubeconfig: kindKubeconfig(state), context };
  throw new PlatformError(
    'NotThere',
    `The Kind cluster ${cluster.name} was begun, but not finished.`,
    { next: 'Go on with it: npm run up', exitCode: 2 },
  );
}
