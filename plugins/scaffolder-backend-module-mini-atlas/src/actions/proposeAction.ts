import { ConflictError, InputError } from '@backstage/errors';
import {
  ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { ChangeSet, Forge } from '@mini-atlas/forge';
import { branchName } from '../change/branchName';
import { changeSetOf } from '../change/changeSet';
import { ManifestFile, readManifest } from '../change/readManifest';
import { ordererOfTask } from '../change/signedChangeSet';
import { checkManifest } from '../order/checkManifest';
import { CheckedOrder } from '../order/order';
import { requireNotInGit } from '../order/requireFreeName';
import { ActionServices } from './actionServices';
import { proposeActionExamples } from './proposeAction.examples';
import { requireMayChange } from './requirePermission';

/** The part of a pull request that the step gives on. */
type Proposed = { number: number; url: string; branch: string };

/**
 * `mini-atlas:change:propose`: one branch, one commit and one pull request for one manifest that an earlier step
 * wrote. It changes that file and nothing else. Safe to repeat: a second run gives the same pull request; a failed
 * one leaves no branch behind.
 */
export function createProposeAction(services: ActionServices) {
  return createTemplateAction({
    id: 'mini-atlas:change:propose',
    description:
      'Opens a pull request that adds one manifest to the delivery repository. Its body shows the manifest and everything the platform will make of it.',
    examples: proposeActionExamples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .describe(
              'The manifest, relative to the workspace: the output path of a mini-atlas:<kind>:write step',
            ),
        manifest: z =>
          z
            .string()
            .describe(
              'Its text, the output manifest of that step: a task that is taken up again, perhaps by another process, has lost its workspace',
            )
            .optional(),
        title: z =>
          z
            .string()
            .max(200)
            .describe('Title of the pull request; by default what is ordered')
            .optional(),
        description: z =>
          z
            .string()
            .max(5000)
            .describe('Plain text above the manifest in its body')
            .optional(),
      },
      output: {
        number: z => z.number().describe('Number of the pull request'),
        url: z => z.string().describe('Its page at the Git host'),
        branch: z => z.string().describe('Its branch'),
        changePath: z =>
          z.string().describe('Its page in the portal, e.g. /kro/changes/12'),
      },
    },
    async handler(ctx) {
      await requireMayChange(services.permissions, ctx);
      const file = await readManifest(
        ctx.workspacePath,
        ctx.input.path,
        ctx.input.manifest,
      );
      const { changeSet, checked } = prepare(services, ctx, file);
      const proposed = ctx.isDryRun
        ? pretend(services, ctx, changeSet)
        : await ctx.checkpoint({
            key: `propose.${ctx.input.path}`,
            fn: async () => {
              const forge = services.forgeFor(ctx.signal);
              await requireStillFree(forge, checked, changeSet, file.text);
              return propose(forge, ctx, changeSet);
            },
          });
      ctx.output('number', proposed.number);
      ctx.output('url', proposed.url);
      ctx.output('branch', proposed.branch);
      ctx.output('changePath', `/kro/changes/${proposed.number}`);
    },
  });
}

type ProposeContext = ActionContext<{
  path: string;
  manifest?: string;
  title?: string;
  description?: string;
}>;

function prepare(
  { cluster }: ActionServices,
  ctx: ProposeContext,
  { manifest, text }: ManifestFile,
): { changeSet: ChangeSet; checked: CheckedOrder } {
  const checked = checkManifest(cluster, manifest);
  if (checked.path !== ctx.input.path) {
    throw new InputError(
      `path is ${JSON.stringify(ctx.input.path)}: a ${
        checked.abstraction.title
      } named ${manifest.metadata.name} must be at ${checked.path}`,
    );
  }
  const changeSet = changeSetOf({
    ...checked,
    text,
    branch: branchName(
      checked.abstraction.kind,
      manifest.metadata.name ?? '',
      ctx.task.id,
    ),
    orderer: ordererOfTask(ctx),
    title: ctx.input.title,
    description: ctx.input.description,
  });
  return { changeSet, checked };
}

/** Somebody may have been faster since the manifest was written; then a branch that an earlier try left goes, too. */
async function requireStillFree(
  forge: Forge,
  checked: CheckedOrder,
  changeSet: ChangeSet,
  text: string,
): Promise<void> {
  try {
    await requireNotInGit(forge, checked, changeSet.branch, text);
  } catch (error) {
    if (error instanceof ConflictError) await forge.withdraw(changeSet);
    throw error;
  }
}

async function propose(
  forge: Forge,
  ctx: ProposeContext,
  changeSet: ChangeSet,
): Promise<Proposed> {
  const { number, url, branch } = await forge.propose(changeSet);
  ctx.logger.info(`Pull request #${number} is open: ${url}`);
  return { number, url, branch };
}

function pretend(
  { forgeFor }: ActionServices,
  ctx: ProposeContext,
  changeSet: ChangeSet,
): Proposed {
  ctx.logger.info(
    `Dry run: would open the pull request "${changeSet.title}" from ${changeSet.branch}:\n\n${changeSet.body}`,
  );
  return {
    number: 0,
    url: forgeFor(ctx.signal).fileUrl(ctx.input.path),
    branch: changeSet.branch,
  };
}
