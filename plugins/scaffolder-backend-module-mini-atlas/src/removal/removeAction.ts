import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deliveryTargetOf,
  readDelivered,
  residentsSentence,
} from '@mini-atlas/backstage-plugin-kro-node';
import { ActionServices } from '../actions/actionServices';
import { requireMayChange } from '../actions/requirePermission';
import { proposeFileChange } from '../change/proposeFileChange';
import { ordererOfTask } from '../change/signedChangeSet';
import { requireLiveCluster } from '../order/requireLiveCluster';
import { findResidents } from './findResidents';
import { removalChangeSet } from './removalChangeSet';
import { removeActionExamples } from './removeAction.examples';

/**
 * `mini-atlas:instance:remove`: takes the file of one instance out of Git, by pull request, and nothing else. Refuses as
 * long as something lives in what would go. Safe to repeat; a failed one leaves no branch behind.
 */
export function createRemoveAction(services: ActionServices) {
  return createTemplateAction({
    id: 'mini-atlas:instance:remove',
    description:
      'Opens a pull request that removes an existing instance, of any abstraction. Its body names everything that will be gone.',
    examples: removeActionExamples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z =>
          z
            .string()
            .describe(
              'Instance ref, e.g. mini-atlas:topic.mini-atlas.dev/shop/events',
            ),
        confirm: z =>
          z.string().describe('The name of the instance, to confirm it'),
      },
      output: {
        path: z => z.string().describe('The file that goes'),
        number: z => z.number().describe('Number of the pull request'),
        url: z => z.string().describe('Its page at the Git host'),
        branch: z => z.string().describe('Its branch'),
        changePath: z =>
          z.string().describe('Its page in the portal, e.g. /kro/changes/12'),
      },
    },
    async handler(ctx) {
      await requireMayChange(services.permissions, ctx);
      const { cluster, forgeFor } = services;
      requireLiveCluster(cluster);
      const target = deliveryTargetOf(cluster, ctx.input.instance);
      requireConfirmed(ctx.input.confirm, target.name);
      const proposed = await proposeFileChange(forgeFor(ctx.signal), ctx, {
        target,
        status: 'removed',
        async changeSet(forge, branch) {
          const file = await forge.readFile(target.path);
          const { manifest } = readDelivered(target, file?.content);
          const residents = await findResidents(
            { cluster, forge },
            target,
            manifest,
          );
          if (residents.length > 0) {
            throw new ConflictError(
              `instance is "${target.ref}": ${residentsSentence(residents)}`,
            );
          }
          return removalChangeSet({
            target,
            children: cluster.instance(target.ref)?.childList ?? [],
            branch,
            orderer: ordererOfTask(ctx),
          });
        },
      });
      ctx.output('path', target.path);
      ctx.output('number', proposed.number);
      ctx.output('url', proposed.url);
      ctx.output('branch', proposed.branch);
      ctx.output('changePath', `/kro/changes/${proposed.number}`);
    },
  });
}

function requireConfirmed(confirm: string, name: string): void {
  if (confirm === name) return;
  throw new InputError(
    `confirm is ${JSON.stringify(
      confirm,
    )}: it must be the name of what is removed, ${JSON.stringify(name)}`,
  );
}
