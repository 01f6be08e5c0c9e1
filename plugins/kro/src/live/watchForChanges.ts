import { SignalApi } from '@backstage/plugin-signals-react';
import { concerned, Concerns } from './concerns';
import { lineOf } from './LiveLine';

/**
 * How often a view looks although nothing was told, in milliseconds. The backend stops speaking when nobody asks it
 * anything for a minute.
 */
export const FALLBACK_POLL = 30_000;

/** What {@link watchForChanges} needs. */
export interface WatchOptions {
  /** Absent in apps without the signals plugin; then the view looks every few seconds. */
  signals?: SignalApi;
  concerns: () => Concerns;
  onChange: () => void;
}

/**
 * Tells when a view should look again: a signal that concerns it, signals that were missed, the browser coming back,
 * or the fallback poll.
 *
 * @returns ends the watch
 */
export function watchForChanges(options: WatchOptions): () => void {
  const end = lineOf(options.signals).listen(signal => {
    if (!signal || concerned(options.concerns(), signal)) options.onChange();
  });
  const look = () => {
    if (document.visibilityState !== 'hidden') options.onChange();
  };
  const poll = setInterval(look, FALLBACK_POLL);
  window.addEventListener('online', look);
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    end();
    clearInterval(poll);
    window.removeEventListener('online', look);
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', look);
  };
}
