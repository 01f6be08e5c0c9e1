import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  KRO_SIGNAL_CHANNEL,
  KroSignal,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Changes } from './changes/changes';
import { createHeartbeat } from './heartbeat';

/** Any socket can receive a broadcast: names and versions only, never data. */
type SignalMessage = Omit<KroSignal, 'source' | 'version'>;

const NOTHING: SignalMessage = {
  instances: [],
  abstractions: [],
  changes: false,
  cluster: false,
};

/** More names than this are longer than what they save: every view looks again. */
const MOST_NAMES = 200;

/** What {@link startSignals} has started. */
export interface RunningSignals {
  /** Somebody looks: for a minute the line is kept audibly alive. */
  attend(): void;
  stop(): void;
}

/**
 * Tells every browser what to fetch again: when the cluster changed, and when pull requests did. While somebody looks
 * it says every second which version it told last: sockets open late, break and come back without telling their
 * listeners, and that is how those find out that they missed something.
 */
export function startSignals({
  cluster,
  changes,
  logger,
  signals,
}: {
  cluster: KroCluster;
  changes: Changes;
  logger: LoggerService;
  signals: SignalsService;
}): RunningSignals {
  const source = randomUUID();
  let version = 0;

  async function publish(message: SignalMessage): Promise<void> {
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: KRO_SIGNAL_CHANNEL,
        message: { source, version, ...message },
      });
    } catch (error) {
      logger.warn(`a signal could not be sent: ${error}`);
    }
  }

  function tell(message: Partial<SignalMessage>): void {
    version += 1;
    void publish({ ...NOTHING, ...message });
  }

  const heartbeat = createHeartbeat(() => void publish(NOTHING));
  const ends = [
    cluster.subscribe(
      ({ instances, abstractions, delivery, cluster: status }) =>
        tell({
          instances: instances.length > MOST_NAMES ? 'all' : instances,
          abstractions,
          // A change waits for instances too: its last stages are theirs.
          changes: delivery || instances.length > 0,
          cluster: status,
        }),
    ),
    changes.subscribe(() => tell({ changes: true })),
    () => heartbeat.stop(),
  ];
  return {
    attend: () => heartbeat.attend(),
    stop: () => ends.forEach(end => end()),
  };
}
