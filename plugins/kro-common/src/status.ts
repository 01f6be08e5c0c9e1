/**
 * How something is.
 * `ready`: as it should be. `progressing`: on the way. `failed`: will not get there without help.
 * `waiting`: held up by something else. `skipped`: not wanted. `deleting`: going away. `unknown`: nothing says.
 */
export type HealthState =
  | 'ready'
  | 'progressing'
  | 'failed'
  | 'waiting'
  | 'skipped'
  | 'deleting'
  | 'unknown';

/** A state for people: the sentence first, the word second, the Kubernetes reason on demand. */
export interface Health {
  state: HealthState;
  /** One sentence without a time in it, e.g. ``Image `nginx:brokn` cannot be pulled``. */
  sentence: string;
  /** RFC 3339: since when it is so. */
  since?: string;
  /** Kubernetes' word, e.g. `ImagePullBackOff`. */
  reason?: string;
}

/** The portal's view of the cluster: a lost connection shows old data, and says so. */
export interface ClusterStatus {
  name: string;
  state: 'starting' | 'live' | 'stale';
  /** RFC 3339: since when it is so. */
  since: string;
  /** Why it is not live, and what helps. */
  message?: string;
  /** Types that the portal would read but cannot: not served or forbidden. Everything else is complete. */
  unavailable?: { type: string; reason: string }[];
}
