import {
  ChangeStage,
  ChangeStageId,
} from '@mini-atlas/backstage-plugin-kro-common';

const MOST_CHANGES = 1_000;

/**
 * When stages were reached, as long as the portal runs. The cluster tells only the newest: when Flux fetched last, since
 * when an instance has been ready. What it told of a change when that was the newest stays true.
 */
export class StageTimes {
  private readonly times = new Map<
    number,
    Partial<Record<ChangeStageId, string>>
  >();

  /** The stages of a change with every time that was ever told of a stage that is done; the first one counts. */
  complete(number: number, stages: ChangeStage[]): ChangeStage[] {
    const times = this.times.get(number) ?? {};
    this.times.set(number, times);
    const [oldest] = this.times.keys();
    if (this.times.size > MOST_CHANGES) this.times.delete(oldest);
    return stages.map(stage => {
      if (stage.state !== 'done') return stage;
      if (stage.at) times[stage.id] ??= stage.at;
      const at = times[stage.id];
      return at ? { ...stage, at } : stage;
    });
  }
}
