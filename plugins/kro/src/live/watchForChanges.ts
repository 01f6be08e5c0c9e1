import { SignalApi } from '@backstage/plugin-signals-react';
import { JsonObject } from '@backstage/types';
import {
  KRO_SIGNAL_CHANNEL,
  KroSignal,
} from '@mini-atlas/backstage-plugin-kro-common';
import { concerned, Concerns } from './concerns';

/** How often a view looks by itself, in milliseconds: signals can be lost. */
export const FALLBACK_POLL = 30_000;

/**
 * When a view that has just been opened looks again, in milliseconds: the signals' socket takes a moment
 * to open and does not say when it has, and what changed before that is not told again.
 */
export const SETTLING_LOOKS = [1_000, 4_000];

/** What {@link watchForChanges} needs. */
export interface WatchOptions {
  /** Absent in apps without the signals plugin; then only polling and coming back remain. */
  signals?: SignalApi;
  concerns: () => Concerns;
  onChange: () => void;
}

/**
 * Tells when a view should look again: a signal that concerns it, a gap or a restart in the signals'
 * version (something may have been missed), the browser coming back, or the fallback poll.
 *
 * @returns ends the watch
 */
export function watchForChanges(options: WatchOptions): () => void {
  let version: number | undefined;
  const subscription = options.signals?.subscribe<KroSignal & JsonObject>(
    KRO_SIGNAL_CHANNEL,
    signal => {
      const missed = version !== undefined && signal.version !== version + 1;
      version = signal.version;
      if (missed || concerned(options.concerns(), signal)) {
        options.onChange();
      }
    },
  );
  const look = () => {
    if (document.visibilityState !== 'hidden') {
      options.onChange();
    }
  };
  const poll = setInterval(look, FALLBACK_POLL);
  const settling = options.signals
    ? SETTLING_LOOKS.map(delay => setTimeout(look, delay))
    : [];
  window.addEventListener('online', look);
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    subscription?.unsubscribe();
    clearInterval(poll);
    settling.forEach(timer => clearTimeout(timer));
    window.removeEventListener('online', look);
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
