import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { stringifyInstanceRef } from '@mini-atlas/backstage-plugin-kro-common';
import { manifestText } from '@mini-atlas/backstage-plugin-kro-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { branchName } from '../change/branchName';
import { checkOrder } from '../order/checkOrder';
import { CheckedOrder } from '../order/order';
import { parseOrder } from '../order/parseOrder';
import { requireNotInGit, requireNotLive } from '../order/requireFreeName';
import { Orderable } from '../order/orderable';
import { ActionServices } from './actionServices';
import { requireMayChange } from './requirePermission';
import { writeActionExamples } from './writeAction.examples';
import { writeInputSchema, writeOutputSchema } from './writeInputSchema';

/** `mini-atlas:<kind>:write`, the id of the action that writes manifests of that kind. */
export function writeActionId(kind: string): string {
  return `mini-atlas:${kind.toLowerCase()}:write`;
}

/**
 * The action that writes a manifest of one abstraction into the task's workspace, at its delivery path.
 * Its input schema follows the abstraction as the cluster serves it now; while the cluster does not, as it did last.
 */
export function createWriteAction(
  abstraction: Orderable,
  services: ActionServices,
): TemplateAction {
  let known = abstraction;
  return {
    id: writeActionId(abstraction.kind),
    description: `Writes the manifest of a ${abstraction.title} into the workspace of the task. ${abstraction.description}`,
    examples: writeActionExamples(abstraction),
    supportsDryRun: true,
    schema: {
      get input() {
        known = services.cluster.abstraction(abstraction.name) ?? known;
        return writeInputSchema(known);
      },
      output: writeOutputSchema,
    },
    handler: ctx => writeOrder(abstraction.name, ctx.input, ctx, services),
  };
}

/**
 * Checks an order, writes its manifest and outputs `path`, `manifest` and `instance`.
 * Throws when the caller may not order, when something entered is wrong and when the name is taken.
 */
export async function writeOrder(
  abstraction: string,
  input: JsonObject,
  ctx: ActionContext<JsonObject>,
  services: ActionServices,
): Promise<void> {
  await requireMayChange(services.permissions, ctx);
  const checked = checkOrder(services.cluster, abstraction, parseOrder(input));
  if (!ctx.isDryRun) await requireFreeName(checked, ctx, services);

  const text = manifestText(checked.manifest);
  const file = resolveSafeChildPath(ctx.workspacePath, checked.path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  ctx.logger.info(`Wrote ${checked.path}`);

  ctx.output('path', checked.path);
  ctx.output('manifest', text);
  ctx.output('instance', instanceRefOf(checked, services.cluster.name));
}

/** A task that is taken up again has perhaps taken the name itself: it asks once. */
async function requireFreeName(
  checked: CheckedOrder,
  ctx: ActionContext<JsonObject>,
  { cluster, forgeFor }: ActionServices,
): Promise<void> {
  const { kind, metadata } = checked.manifest;
  await ctx.checkpoint({
    key: `free.${checked.path}`,
    fn: async () => {
      requireNotLive(cluster, checked);
      await requireNotInGit(
        forgeFor(ctx.signal),
        checked,
        branchName(kind, metadata.name ?? '', ctx.task.id),
      );
      return true;
    },
  });
}

function instanceRefOf(
  { abstraction, manifest }: CheckedOrder,
  cluster: string,
): string {
  const [group] = abstraction.apiVersion.split('/');
  const { name = '', namespace } = manifest.metadata;
  return stringifyInstanceRef({
    cluster,
    kind: abstraction.kind.toLowerCase(),
    group,
    name,
    ...(namespace ? { namespace } : {}),
  });
}
