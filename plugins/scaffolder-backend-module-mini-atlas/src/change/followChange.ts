import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { ChangedFile, Forge, PullRequest } from '@mini-atlas/forge';
import {
  changeFactsOf,
  ChangeStage,
  ChangeStageId,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { nextMoment } from './nextMoment';

/** What to follow, and for how long. */
export interface FollowOptions {
  number: number;
  until: ChangeStageId;
  cluster: KroCluster;
  forge: Forge;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  signal?: AbortSignal;
  timeoutMilliseconds: number;
  /** How often the forge is asked while the pull request is open; the cluster tells by itself. */
  pollMilliseconds: number;
}

/**
 * Follows a change until a stage is reached, and returns that stage. Logs a stage when it changes, and only then.
 * A failed stage does not end it: somebody may be mending it. Throws `ConflictError` when the pull request is closed
 * without a merge, `Error` with the last that is known when the time is over or the signal ended.
 */
export async function followChange(
  options: FollowOptions,
): Promise<ChangeStage> {
  const { cluster, until } = options;
  const deadline = Date.now() + options.timeoutMilliseconds;
  const log = stageLog(options.logger);
  const read = pullRequestReader(options);

  for (;;) {
    const { pullRequest, files } = await read();
    const stages = cluster.changeStages(changeFactsOf(pullRequest, files));
    log(stages);
    const reached = stages.find(
      ({ id, state }) => id === until && state === 'done',
    );
    if (reached) return reached;
    if (pullRequest.state === 'closed') throw closed(pullRequest);
    const left = deadline - Date.now();
    if (left <= 0) throw timedOut(options, stages);
    await nextMoment(cluster, {
      milliseconds: Math.min(options.pollMilliseconds, left),
      signal: options.signal,
    });
    options.signal?.throwIfAborted();
  }
}

/** Reads the pull request until it is merged or closed: after that it stays as it is. */
function pullRequestReader({ forge, number }: FollowOptions) {
  let files: ChangedFile[] | undefined;
  let last: PullRequest | undefined;
  return async () => {
    if (!last || last.state === 'open') last = await forge.pullRequest(number);
    files ??= await forge.changedFiles(number);
    return { pullRequest: last, files };
  };
}

/** Logs stages that are under way, done or failed, each sentence once as long as it stays. */
function stageLog(logger: FollowOptions['logger']) {
  const said = new Map<ChangeStageId, string>();
  return (stages: ChangeStage[]) => {
    for (const { id, state, sentence } of stages) {
      const line = `${state}: ${sentence}`;
      if (state === 'waiting' || said.get(id) === line) continue;
      said.set(id, line);
      const text = `${id[0].toUpperCase()}${id.slice(
        1,
      )} (${state}): ${sentence}`;
      if (state === 'failed') logger.warn(text);
      else logger.info(text);
    }
  };
}

function closed({ number, url }: PullRequest): ConflictError {
  return new ConflictError(
    `number is ${number}: the pull request was closed without a merge (${url}). Nothing was made; order again if it is still wanted.`,
  );
}

function timedOut(
  { number, until, timeoutMilliseconds }: FollowOptions,
  stages: ChangeStage[],
): Error {
  const held = stages.find(({ state }) => state !== 'done');
  const minutes = Math.round(timeoutMilliseconds / 6_000) / 10;
  return new Error(
    `Pull request #${number} did not get to '${until}' within ${minutes} minutes${
      held
        ? `. It is at '${held.id}': ${[held.sentence, held.help]
            .filter(Boolean)
            .join('. ')}`
        : ''
    }. It goes on by itself; /kro/changes/${number} shows how.`,
  );
}
