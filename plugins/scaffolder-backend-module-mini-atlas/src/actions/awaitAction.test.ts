import {
  ChangeFacts,
  ChangeStage,
  ChangeStageId,
} from '@mini-atlas/backstage-plugin-kro-common';
import { ActionRun } from '../__testUtils__/actionRun';
import { createAwaitAction } from './awaitAction';

const ORDER: ChangeStageId[] = [
  'proposed',
  'merged',
  'fetched',
  'applied',
  'expanded',
  'ready',
];

/** The stages when everything before `current` is done. */
function at(
  current: ChangeStageId | 'done',
  sentence = 'waits',
): ChangeStage[] {
  const reached = current === 'done' ? ORDER.length : ORDER.indexOf(current);
  return ORDER.map((id, index) => {
    if (index < reached) {
      return {
        id,
        state: 'done',
        sentence: `${id} done`,
        at: '2026-11-22T22:02:00Z',
      };
    }
    return index === reached
      ? { id, state: 'current', sentence }
      : { id, state: 'waiting', sentence: 'later' };
  });
}

describe('mini-atlas:change:await', () => {
  let run: ActionRun;
  let stages: ChangeStage[];
  let asked: ChangeFacts[];

  beforeEach(async () => {
    run = new ActionRun('/nowhere');
    await run.forge.propose({
      branch: 'mini-atlas/webapplication-web-1',
      title: 'Web',
      body: '',
      commitMessage: 'Web',
      files: [
        { path: 'delivery/tenants/shop/webapplication-web.yaml', content: 'x' },
      ],
    });
    stages = at('merged');
    asked = [];
    run.cluster.stages = facts => {
      asked.push(facts);
      return stages;
    };
  });

  const follow = (input = {}, more = {}) =>
    run.run(
      createAwaitAction(run.services, { pollMilliseconds: 5 }),
      { number: 1, ...input },
      more,
    );

  /** Waits until the action asked once more, so that it saw the change. */
  async function seen() {
    const before = asked.length;
    while (asked.length <= before) {
      run.cluster.change();
      await new Promise(setImmediate);
    }
  }

  it('follows the stages to the end and logs each of them once', async () => {
    const following = follow();
    for (const stage of ['fetched', 'applied', 'expanded', 'ready'] as const) {
      await seen();
      run.forge.merge(1);
      stages = at(stage, `waits for ${stage}`);
      await seen();
    }
    stages = at('done');
    await expect(following).resolves.toEqual({
      stage: 'ready',
      reachedAt: '2026-11-22T22:02:00Z',
    });
    expect(run.logged).toEqual([
      'Proposed (done): proposed done',
      'Merged (current): waits',
      'Merged (done): merged done',
      'Fetched (current): waits for fetched',
      'Fetched (done): fetched done',
      'Applied (current): waits for applied',
      'Applied (done): applied done',
      'Expanded (current): waits for expanded',
      'Expanded (done): expanded done',
      'Ready (current): waits for ready',
      'Ready (done): ready done',
    ]);
  });

  it('ends at the stage it is asked for', async () => {
    stages = at('fetched');
    await expect(follow({ until: 'merged' })).resolves.toMatchObject({
      stage: 'merged',
    });
  });

  it('says that the pull request was closed', async () => {
    await run.forge.close(1);
    await expect(follow()).rejects.toThrow(
      /number is 1: the pull request was closed without a merge/,
    );
  });

  it('says where it is when the time is over', async () => {
    stages = at('ready', 'image cannot be pulled');
    await expect(follow({ timeoutMinutes: 0.001 })).rejects.toThrow(
      /did not get to 'ready' within 0 minutes. It is at 'ready': image cannot be pulled.*\/kro\/changes\/1/,
    );
  });

  it('ends when the task is cancelled', async () => {
    const controller = new AbortController();
    const following = follow({}, { signal: controller.signal });
    await seen();
    controller.abort(new Error('cancelled'));
    await expect(following).rejects.toThrow('cancelled');
  });

  it('asks nobody in a dry run', async () => {
    run.forge.unreachable = true;
    await expect(follow({}, { isDryRun: true })).resolves.toEqual({
      stage: 'ready',
    });
  });

  it('refuses callers without the permission', async () => {
    run.allowed = false;
    await expect(follow()).rejects.toThrow(/kro\.change\.read is missing/);
  });
});
