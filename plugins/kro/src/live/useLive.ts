import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Concerns } from './concerns';
import { Refresher } from './Refresher';
import { watchForChanges } from './watchForChanges';

/** What a live view knows. */
export interface Live<T> {
  /** The last answer; stays while a newer one is fetched, and when fetching fails. */
  data?: T;
  /** Why the last attempt failed; gone after the next success. */
  error?: Error;
  /** True when `data` is shown though the last attempt to refresh it failed. */
  isStale: boolean;
  /** When `data` was fetched. */
  lastUpdated?: Date;
  /** Fetches now. */
  refresh: () => void;
}

interface State<T> {
  data?: T;
  error?: Error;
  lastUpdated?: Date;
}

function keepIfSame<T>(before: T | undefined, after: T): T {
  return before !== undefined &&
    JSON.stringify(before) === JSON.stringify(after)
    ? before
    : after;
}

/**
 * Loads, and loads again when a signal names something the view shows, when the browser comes back
 * (focus, network) and, slowly, by itself. Never more than one request is under way; an unchanged
 * answer keeps its identity, so that nothing is drawn again.
 *
 * @param load - must be stable (`useCallback`); another function means another subject and starts anew
 * @param concerns - what the view shows
 */
export function useLive<T>(
  load: (signal: AbortSignal) => Promise<T>,
  concerns: Concerns,
): Live<T> {
  const signals = useApiHolder().get(signalApiRef);
  const [state, setState] = useState<State<T> & { of: typeof load }>({
    of: load,
  });
  const refresher = useRef<Refresher<T>>();
  const latestConcerns = useRef(concerns);
  latestConcerns.current = concerns;

  useEffect(() => {
    const current = new Refresher<T>(load, {
      onData: data =>
        setState(before => ({
          of: load,
          data: keepIfSame(before.of === load ? before.data : undefined, data),
          lastUpdated: new Date(),
        })),
      onError: error =>
        setState(before => ({
          ...(before.of === load ? before : {}),
          of: load,
          error,
        })),
    });
    refresher.current = current;
    current.refresh();
    const unwatch = watchForChanges({
      signals,
      concerns: () => latestConcerns.current,
      onChange: () => current.refresh(),
    });
    return () => {
      unwatch();
      current.stop();
    };
  }, [load, signals]);

  const refresh = useCallback(() => refresher.current?.refresh(), []);
  const { data, error, lastUpdated }: State<T> = state.of === load ? state : {};
  return {
    data,
    error,
    lastUpdated,
    isStale: data !== undefined && error !== undefined,
    refresh,
  };
}
