import { FluxRef } from '@mini-atlas/backstage-plugin-kro-common';

/** How far one stage of a change got. */
export interface StageProgress {
  done: boolean;
  /** It does not get on by itself. */
  failed?: boolean;
  sentence: string;
  /** What helps, a sentence. */
  help?: string;
  /** RFC 3339: when it was reached, or got stuck. */
  at?: string;
  /** RFC 3339: when something happens at the latest, if all is well. */
  due?: string;
  /** The Flux object that does it. */
  flux?: FluxRef;
}

/** How much the clocks of a forge and a cluster may differ; both give whole seconds. */
const TOLERANCE_MS = 5_000;

/**
 * A time, when it can be that of something that happened after `since`; nothing else. What was before is the time of
 * something else: of earlier manifests with the same content, or since when an instance has been ready that an edit did
 * not disturb.
 */
export function timeAfter(
  at: string | undefined,
  since: string | undefined,
): { at?: string } {
  const time = Date.parse(at ?? '');
  if (at === undefined || Number.isNaN(time)) return {};
  return time < Date.parse(since ?? '') - TOLERANCE_MS ? {} : { at };
}
