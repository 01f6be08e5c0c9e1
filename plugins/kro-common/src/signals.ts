/** The signals channel of the kro plugin. Messages carry names and versions, never data: refetch what they name. */
export const KRO_SIGNAL_CHANNEL = 'kro';

/**
 * Says what changed since the last signal. One in which nothing changed repeats the version of the one before: it only
 * says that the line stands, and lets a listener that heard another version last know that it missed something.
 */
export interface KroSignal {
  /** The backend process that speaks; another one after a restart. */
  source: string;
  /** Grows by one with every change that this process tells. */
  version: number;
  /** Instance refs that changed, came or went (their children, events and pods included); `'all'` for any of them. */
  instances: string[] | 'all';
  /** Names of abstractions that changed, came or went. */
  abstractions: string[];
  /** True when changes (pull requests, Flux revisions) may look different. */
  changes: boolean;
  /** True when the connection to the cluster was lost or came back. */
  cluster: boolean;
}
