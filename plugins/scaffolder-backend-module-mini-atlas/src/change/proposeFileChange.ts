import { ConflictError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { ChangedFile, ChangeSet, Forge, PullRequest } from '@mini-atlas/forge';
import { DeliveryTarget } from '@mini-atlas/backstage-plugin-kro-node';
import { branchName } from './branchName';
import { openPullRequestOn } from './openPullRequestOn';

/** Where an earlier try of the same task is looked for. */
const LOOKED_THROUGH = 100;

/** The part of a pull request that a step gives on. */
export type Proposed = { number: number; url: string; branch: string };

/** The part of a task's context that a proposal needs, whatever the task's input is. */
type Task = Pick<
  ActionContext<JsonObject>,
  'checkpoint' | 'isDryRun' | 'logger' | 'task'
>;

/** A change to the file of an instance that is in Git already. */
export interface FileChangeRequest {
  target: DeliveryTarget;
  /** What becomes of the file. */
  status: Exclude<ChangedFile['status'], 'added'>;
  /** Makes the change from what is in Git now; throws when it is not allowed. */
  changeSet(forge: Forge, branch: string): Promise<ChangeSet>;
}

/**
 * Opens the pull request of a change to one existing file. Safe to repeat: a task that runs again gets the pull request
 * that it opened. A dry run makes the change and opens nothing.
 *
 * @throws ConflictError while another open pull request touches the file.
 */
export async function proposeFileChange(
  forge: Forge,
  ctx: Task,
  request: FileChangeRequest,
): Promise<Proposed> {
  const { abstraction, name, path, ref } = request.target;
  const branch = branchName(abstraction.kind, name, ctx.task.id);
  if (ctx.isDryRun) {
    const { title, body } = await request.changeSet(forge, branch);
    ctx.logger.info(
      `Dry run: would open the pull request "${title}" from ${branch}:\n\n${body}`,
    );
    return { number: 0, url: forge.fileUrl(path), branch };
  }
  return ctx.checkpoint({
    key: `${request.status}.${ref}`,
    fn: async () => {
      const { number, url } =
        (await earlierTry(forge, request, branch)) ??
        (await firstTry(forge, request, branch));
      ctx.logger.info(`Pull request #${number} is open: ${url}`);
      return { number, url, branch };
    },
  });
}

/** What this task opened before it was interrupted, perhaps merged meanwhile. */
async function earlierTry(
  forge: Forge,
  { status, target }: FileChangeRequest,
  branch: string,
): Promise<PullRequest | undefined> {
  const known = await forge.pullRequests({
    state: 'all',
    limit: LOOKED_THROUGH,
  });
  const own = known.find(
    candidate => candidate.branch === branch && candidate.state !== 'closed',
  );
  if (!own) return undefined;
  const files = await forge.changedFiles(own.number);
  return files.every(
    file => file.path === target.path && file.status === status,
  )
    ? own
    : undefined;
}

async function firstTry(
  forge: Forge,
  request: FileChangeRequest,
  branch: string,
): Promise<PullRequest> {
  const { path, ref } = request.target;
  const open = await openPullRequestOn(forge, path, branch);
  if (open) {
    throw new ConflictError(
      `instance is "${ref}": the open pull request #${open.number} touches ${path}, too (${open.url}). Merge or close it first.`,
    );
  }
  return forge.propose(await request.changeSet(forge, branch));
}
