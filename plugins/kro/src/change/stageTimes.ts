import { ChangeStage } from '@mini-atlas/backstage-plugin-kro-common';

/** How much the clocks of forge and cluster may differ, in milliseconds. */
const TOLERANCE = 5_000;

/**
 * When each stage was reached, RFC 3339. No stage is reached before the one that leads to it: an earlier time is that of
 * something else, such as since when an instance has been ready that an edit did not disturb. It is left out.
 */
export function stageTimes(
  stages: Pick<ChangeStage, 'at'>[],
): (string | undefined)[] {
  let latest = -Infinity;
  return stages.map(({ at }) => {
    const time = Date.parse(at ?? '');
    if (Number.isNaN(time) || time < latest - TOLERANCE) return undefined;
    latest = Math.max(latest, time);
    return at;
  });
}
