import { setImmediate as nextTurn } from 'node:timers/promises';
import { NotFoundError } from '@backstage/errors';
import {
  ChildObject,
  InstanceDetail,
  InstanceList,
  instanceReadPermission,
  InstanceSummary,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Router } from 'express';
import { z } from 'zod';
import { Changes } from '../changes/changes';
import { parseInput } from '../parseInput';
import type { RouteContext } from '../router';

const STATES = [
  'ready',
  'progressing',
  'failed',
  'waiting',
  'skipped',
  'deleting',
  'unknown',
] as const;

const instanceRef = z.string().superRefine((text, context) => {
  try {
    parseInstanceRef(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
  }
});

/** Filters of the fleet. */
export const instanceQuery = z
  .object({
    abstraction: z.string().optional(),
    workspace: z.string().optional(),
    state: z.enum(STATES).optional(),
    q: z.string().max(200).optional(),
  })
  .strict();

const oneInstance = z.object({ ref: instanceRef }).strict();
const oneChild = z.object({ ref: instanceRef, key: z.string() }).strict();

function textOf(item: InstanceSummary): string {
  return [
    item.name,
    item.namespace,
    item.abstractionTitle,
    item.workspace,
    item.owner,
    item.health.sentence,
  ]
    .join(' ')
    .toLowerCase();
}

function containsAll(text: string, words: string[]): boolean {
  return words.every(word => text.includes(word));
}

/** Keeps what matches every filter given; `q` is looked for in names, owner and sentence. */
function filterInstances(
  items: InstanceSummary[],
  { abstraction, workspace, state, q }: z.infer<typeof instanceQuery>,
): InstanceSummary[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(
    item =>
      (!abstraction || item.abstraction === abstraction) &&
      (!workspace || item.workspace === workspace) &&
      (!state || item.health.state === state) &&
      (words.length === 0 || containsAll(textOf(item), words)),
  );
}

/** The instances that match, each looked at as it is now; what is known so far while the cluster is being read. */
export async function listInstances(
  cluster: KroCluster,
  query: z.infer<typeof instanceQuery>,
): Promise<InstanceSummary[]> {
  if (cluster.status().state !== 'starting') await cluster.ready();
  return filterInstances(cluster.instances(), query);
}

function findInstance(cluster: KroCluster, ref: string): InstanceDetail {
  const found = cluster.instance(ref);
  if (found) return found;
  const { state, name } = cluster.status();
  throw new NotFoundError(
    state === 'starting'
      ? `'${ref}' is not known yet: the portal is still reading cluster ${name}; try again in a moment`
      : `cluster ${name} has no instance '${ref}'`,
  );
}

function withFileUrl(
  instance: InstanceDetail,
  changes: Changes,
): InstanceDetail {
  const { path } = instance.source;
  const fileUrl = path && changes.fileUrl(path);
  return fileUrl
    ? { ...instance, source: { ...instance.source, fileUrl } }
    : instance;
}

/** `GET /instances`, `/instance?ref=`, `/instance/child?ref=&key=` and `/instance/events?ref=`. */
export function addInstanceRoutes(
  router: Router,
  { access, changes, cluster }: RouteContext,
): void {
  router.get('/instances', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const query = parseInput(instanceQuery, request.query);
    const answer: InstanceList = {
      cluster: cluster.status(),
      items: await listInstances(cluster, query),
    };
    // Thousands take a while to find and a while to write: between the two it is the others' turn.
    await nextTurn();
    response.json(answer);
  });

  router.get('/instance', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const { ref } = parseInput(oneInstance, request.query);
    response.json(withFileUrl(findInstance(cluster, ref), changes));
  });

  router.get('/instance/child', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const { ref, key } = parseInput(oneChild, request.query);
    const answer: ChildObject | undefined = cluster.child(ref, key);
    if (!answer) {
      throw new NotFoundError(`'${ref}' has no child '${key}' now`);
    }
    response.json(answer);
  });

  router.get('/instance/events', async (request, response) => {
    await access.admit(request, instanceReadPermission);
    const { ref } = parseInput(oneInstance, request.query);
    response.json({ items: findInstance(cluster, ref).events });
  });
}
