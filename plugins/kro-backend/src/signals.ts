import { LoggerService } from '@backstage/backend-plugin-api';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  KRO_SIGNAL_CHANNEL,
  KroSignal,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Changes } from './changes/changes';

/** Any socket can receive a broadcast: names and versions only, never data. */
type SignalMessage = Omit<KroSignal, 'version'>;

/** Tells every browser what to fetch again: when the cluster changed, and when pull requests did. */
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
}): { stop(): void } {
  let version = 0;

  async function publish(message: SignalMessage): Promise<void> {
    version += 1;
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: KRO_SIGNAL_CHANNEL,
        message: { version, ...message },
      });
    } catch (error) {
      logger.warn(`a signal could not be sent: ${error}`);
    }
  }

  const ends = [
    cluster.subscribe(
      ({ instances, abstractions, delivery, cluster: status }) => {
        void publish({
          instances,
          abstractions,
          // A change waits for instances too: its last stages are theirs.
          changes: delivery || instances.length > 0,
          cluster: status,
        });
      },
    ),
    changes.subscribe(() => {
      void publish({
        instances: [],
        abstractions: [],
        changes: true,
        cluster: false,
      });
    }),
  ];
  return { stop: () => ends.forEach(end => end()) };
}
