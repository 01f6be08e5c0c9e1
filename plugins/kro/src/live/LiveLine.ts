import { SignalApi, SignalSubscriber } from '@backstage/plugin-signals-react';
import { JsonObject } from '@backstage/types';
import {
  KRO_SIGNAL_CHANNEL,
  KroSignal,
} from '@mini-atlas/backstage-plugin-kro-common';

/** The backend speaks every second; after this time without a word, in milliseconds, the line is taken for broken. */
export const LONGEST_SILENCE = 3_000;

/** Between two looks at a silent line, in milliseconds: the first pause, and what pauses grow to. */
export const SILENT_LOOKS = { first: 500, longest: 5_000 };

/**
 * How long the line is kept when nobody listens, in milliseconds: on the way from one page to the next it must not
 * break.
 */
const LINGER = 10_000;

function namesNothing({
  instances,
  abstractions,
  changes,
  cluster,
}: KroSignal): boolean {
  return !instances.length && !abstractions.length && !changes && !cluster;
}

/** Hears what changed; without a signal, anything may have. */
export type LineListener = (signal?: KroSignal) => void;

/**
 * What the backend says on the signals channel, for all views of the app together. Signals are told once and to
 * those only who are connected, and their client tells nobody when it connects, breaks or returns. The version in
 * each of them does: when it is not the expected one, everything is looked at again. As long as nothing is heard at
 * all, everything is looked at again and again.
 */
export class LiveLine {
  private readonly listeners = new Set<LineListener>();
  private readonly versions = new Map<string, number>();
  private subscription: SignalSubscriber | undefined;
  private nextLook: ReturnType<typeof setTimeout> | undefined;
  private hangUp: ReturnType<typeof setTimeout> | undefined;

  /** `signals` is absent in apps without the signals plugin: a line that is always silent. */
  constructor(private readonly signals: SignalApi | undefined) {}

  /** Calls back with what is heard and missed. Returns the function that ends it. */
  listen(listener: LineListener): () => void {
    this.listeners.add(listener);
    clearTimeout(this.hangUp);
    this.hangUp = undefined;
    if (!this.subscription) this.open();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.hangUp ??= setTimeout(() => this.close(), LINGER);
      }
    };
  }

  private open(): void {
    this.subscription = this.signals?.subscribe<KroSignal & JsonObject>(
      KRO_SIGNAL_CHANNEL,
      signal => this.hear(signal),
    ) ?? { unsubscribe: () => {} };
    this.lookAfter(SILENT_LOOKS.first, SILENT_LOOKS.first);
  }

  private close(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    clearTimeout(this.nextLook);
    // What is said from now on is missed.
    this.versions.clear();
  }

  private hear(signal: KroSignal): void {
    const { source, version } = signal;
    const before = this.versions.get(source);
    this.versions.set(source, version);
    this.lookAfter(LONGEST_SILENCE, SILENT_LOOKS.first);
    const complete = namesNothing(signal)
      ? version === before
      : version - 1 === before;
    if (!complete) this.tell();
    else if (!namesNothing(signal)) this.tell(signal);
  }

  private lookAfter(pause: number, next: number): void {
    clearTimeout(this.nextLook);
    this.nextLook = setTimeout(() => {
      if (document.visibilityState !== 'hidden') this.tell();
      this.lookAfter(next, Math.min(next * 1.5, SILENT_LOOKS.longest));
    }, pause);
  }

  private tell(signal?: KroSignal): void {
    [...this.listeners].forEach(listener => listener(signal));
  }
}

const lines = new WeakMap<SignalApi, LiveLine>();

/** The one line of an app; one of its own for a view in an app without the signals plugin. */
export function lineOf(signals: SignalApi | undefined): LiveLine {
  const known = signals && lines.get(signals);
  if (known) return known;
  const line = new LiveLine(signals);
  if (signals) lines.set(signals, line);
  return line;
}
