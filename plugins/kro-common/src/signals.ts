/** The signals channel of the kro plugin. Messages carry names and versions, never data: refetch what they name. */
export const KRO_SIGNAL_CHANNEL = 'kro';

/** Says what changed since the last signal. */
export interface KroSignal {
  /** Grows with every signal of one backend process. */
  version: number;
  /** Instance refs that changed, came or went (their children, events and pods included). */
  instances: string[];
  /** Names of abstractions that changed, came or went. */
  abstractions: string[];
  /** True when changes (pull requests, Flux revisions) may look different. */
  changes: boolean;
  /** True when the connection to the cluster was lost or came back. */
  cluster: boolean;
}
