import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { followChange } from '../change/followChange';
import { ActionServices } from './actionServices';
import { awaitActionExamples } from './awaitAction.examples';
import { requireMayFollow } from './requirePermission';

const DEFAULT_TIMEOUT_MINUTES = 30;
/** A task occupies a worker of the scaffolder for as long as it waits. */
const LONGEST_TIMEOUT_MINUTES = 24 * 60;
const POLL_MILLISECONDS = 2_000;

/**
 * `mini-atlas:change:await`: follows a pull request until it is merged, fetched, applied, expanded or ready, and
 * says in the task's log whenever something changes. Only reads, so it may run again at any time.
 */
export function createAwaitAction(
  services: ActionServices,
  options: { pollMilliseconds?: number } = {},
) {
  return createTemplateAction({
    id: 'mini-atlas:change:await',
    description:
      'Follows a pull request of the delivery repository until what it orders is ready (or only merged, fetched, applied, expanded), with progress in the log.',
    examples: awaitActionExamples,
    supportsDryRun: true,
    schema: {
      input: {
        number: z =>
          z.number().int().nonnegative().describe('Number of the pull request'),
        until: z =>
          z
            .enum(['merged', 'fetched', 'applied', 'expanded', 'ready'])
            .default('ready')
            .describe('The stage to wait for')
            .optional(),
        timeoutMinutes: z =>
          z
            .number()
            .positive()
            .max(LONGEST_TIMEOUT_MINUTES)
            .default(DEFAULT_TIMEOUT_MINUTES)
            .describe('How long to wait; the step fails after that')
            .optional(),
      },
      output: {
        stage: z => z.string().describe('The stage that was reached'),
        reachedAt: z =>
          z.string().describe('When it was reached, RFC 3339').optional(),
      },
    },
    async handler(ctx) {
      await requireMayFollow(services.permissions, ctx);
      const { number, until = 'ready' } = ctx.input;
      const minutes = ctx.input.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would follow pull request #${number} until ${until}, for at most ${minutes} minutes`,
        );
        ctx.output('stage', until);
        return;
      }
      const reached = await followChange({
        number,
        until,
        cluster: services.cluster,
        forge: services.forgeFor(ctx.signal),
        logger: ctx.logger,
        signal: ctx.signal,
        timeoutMilliseconds: minutes * 60_000,
        pollMilliseconds: options.pollMilliseconds ?? POLL_MILLISECONDS,
      });
      ctx.output('stage', reached.id);
      if (reached.at) ctx.output('reachedAt', reached.at);
    },
  });
}
