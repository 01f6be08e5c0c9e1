import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  deliveryTargetOf,
  editInstance,
  InstanceEdit,
  KroCluster,
  Ordered,
} from '@mini-atlas/backstage-plugin-kro-node';
import { JsonObject } from '@mini-atlas/kro';
import { ActionServices } from '../actions/actionServices';
import { requireMayChange } from '../actions/requirePermission';
import { proposeFileChange } from '../change/proposeFileChange';
import { ordererOfTask } from '../change/signedChangeSet';
import { requireEffect } from '../order/checkOrder';
import { requireLiveCluster } from '../order/requireLiveCluster';
import { requirePolicies } from '../order/requirePolicies';
import { requireWorkspaceOf } from '../order/requireWorkspaceOf';
import { editActionExamples } from './editAction.examples';
import { editChangeSet } from './editChangeSet';

/**
 * `mini-atlas:instance:edit`: changes the manifest of an instance that is in Git, and opens the pull request. What is
 * not named stays as it is written, comments included. Safe to repeat; a failed one leaves no branch behind.
 */
export function createEditAction(services: ActionServices) {
  return createTemplateAction({
    id: 'mini-atlas:instance:edit',
    description:
      'Opens a pull request that changes the manifest of an existing instance, of any abstraction. Fields that are not named stay as they are in Git.',
    examples: editActionExamples,
    supportsDryRun: true,
    schema: {
      input: {
        instance: z =>
          z
            .string()
            .describe(
              'Instance ref, e.g. mini-atlas:topic.mini-atlas.dev/shop/events',
            ),
        owner: z =>
          z
            .string()
            .describe('Entity ref of the new owner; absent when it stays')
            .optional(),
        spec: z =>
          z
            .record(z.unknown())
            .describe(
              'What changes of the spec, as a JSON Merge Patch: fields that are not named stay, null takes one out so that its default applies, lists are given whole',
            )
            .optional(),
      },
      output: {
        path: z => z.string().describe('The file that changes'),
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
      const { instance, owner, spec } = ctx.input;
      const target = deliveryTargetOf(cluster, instance);
      requireWorkspaceOf(cluster, target.abstraction, target.namespace);
      const proposed = await proposeFileChange(forgeFor(ctx.signal), ctx, {
        target,
        status: 'modified',
        async changeSet(forge, branch) {
          const file = await forge.readFile(target.path);
          const edit = editInstance(cluster, target, file?.content, {
            ...(owner ? { owner } : {}),
            spec: patchOf(spec),
          });
          if (edit.problems.length > 0) {
            throw new InputError(
              edit.problems.map(({ message }) => message).join('; '),
            );
          }
          if (!edit.changed) throw nothingChanges(target.path);
          const plan = cluster.plan(edit.after);
          requireEffect(plan, target.name);
          requirePolicies(
            cluster,
            { manifest: edit.after, plan },
            replacedBy(cluster, edit),
          );
          return editChangeSet({
            target,
            edit,
            plan,
            branch,
            before: file?.content ?? '',
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

/** Inputs of a step are JSON: they were rendered from YAML through `JSON.parse`. */
function patchOf(spec: Record<string, unknown> | undefined): JsonObject {
  const patch: JsonObject = JSON.parse(JSON.stringify(spec ?? {}));
  return patch;
}

/** What policies said before; nothing where Git holds what could not be planned. */
function replacedBy(
  cluster: KroCluster,
  { before }: InstanceEdit,
): Ordered | undefined {
  return cluster.specProblems(before).length === 0
    ? { manifest: before, plan: cluster.plan(before) }
    : undefined;
}

function nothingChanges(path: string): InputError {
  return new InputError(
    `spec: nothing would change, because ${path} says all of it already. Change a field, or leave it as it is.`,
  );
}
