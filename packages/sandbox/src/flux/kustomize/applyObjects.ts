import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { idOf } from '../statusWriter';
import { applyStages } from './applyOrder';
import { describeObject } from './objectNames';

const MANAGER = 'kustomize-controller';
const GROUP = 'kustomize.toolkit.fluxcd.io';

/** What happened to one object. */
export interface Change {
  object: KubernetesObject;
  action: 'created' | 'configured' | 'unchanged' | 'skipped';
}

/** An object was refused; the message is the one Flux reports, followed by what had been applied before. */
export class ApplyError extends Error {}

/**
 * Applies server-side, stage by stage: of each stage every object is tried first, and none is applied when one is
 * refused. `established` waits until a stage is there before the next begins. Throws `ApplyError`.
 */
export async function applyObjects(
  client: Client,
  objects: KubernetesObject[],
  options: {
    force: boolean;
    established(stage: KubernetesObject[]): Promise<void>;
  },
): Promise<Change[]> {
  const changes: Change[] = [];
  const stages = applyStages(objects);
  for (const [index, stage] of stages.entries()) {
    try {
      const planned = stage.map(object => plan(client, object, options.force));
      for (const { object, action } of planned) {
        if (action === 'created' || action === 'configured') {
          apply(client, object, false);
        }
      }
      changes.push(...planned);
    } catch (error) {
      const log = describeChanges(changes);
      throw new ApplyError(`${messageOf(error)}\n${log && `${log}\n`}`);
    }
    if (index < stages.length - 1) await options.established(stage);
  }
  return changes;
}

/** One line for each object that changed. */
export function describeChanges(changes: Change[]): string {
  return changes
    .filter(({ action }) => action === 'created' || action === 'configured')
    .map(({ object, action }) => `${describeObject(object)} ${action}`)
    .join('\n');
}

/** Tries one object without storing it. */
function plan(
  client: Client,
  object: KubernetesObject,
  force: boolean,
): Change {
  checkNamespace(client, object);
  checkApplyMode(object);
  const existing = client.resolve(object) && client.get(idOf(object));
  if (isSkipped(object) || (existing && isSkipped(existing))) {
    return { object: existing ?? object, action: 'skipped' };
  }
  const { applied, isNew } = dryRun(client, object, existing, force);
  if (!existing || isNew) return { object, action: 'created' };
  return {
    object,
    action: sameContent(existing, applied) ? 'unchanged' : 'configured',
  };
}

/** Tries it; `isNew` says that the existing one had to go because it cannot be changed like that. */
function dryRun(
  client: Client,
  object: KubernetesObject,
  existing: KubernetesObject | undefined,
  force: boolean,
): { applied: KubernetesObject; isNew: boolean } {
  try {
    return { applied: apply(client, object, true), isNew: false };
  } catch (error) {
    const mayReplace =
      existing &&
      (force || object.metadata.annotations?.[`${GROUP}/force`] === 'enabled');
    if (!mayReplace || !/immutable/i.test(messageOf(error))) {
      throw new Error(dryRunMessage(client, object, error));
    }
    client.delete(idOf(object), { propagationPolicy: 'Background' });
    return { applied: apply(client, object, true), isNew: true };
  }
}

function apply(
  client: Client,
  object: KubernetesObject,
  dryRunOnly: boolean,
): KubernetesObject {
  return client.apply(object, {
    fieldManager: MANAGER,
    force: true,
    ...(dryRunOnly ? { dryRun: true } : {}),
  });
}

function checkNamespace(client: Client, object: KubernetesObject): void {
  const type = client.resolve(object);
  if (type?.namespaced && !object.metadata.namespace) {
    throw new Error(
      `${describeObject(
        object,
      )} namespace not specified: the server could not find the requested resource`,
    );
  }
}

/** Flux would merge, or create only; applying in another way than asked for is worse than not applying. */
function checkApplyMode(object: KubernetesObject): void {
  const { labels, annotations } = object.metadata;
  const mode = { ...labels, ...annotations }[`${GROUP}/ssa`] ?? '';
  if (['Merge', 'IfNotPresent'].includes(mode)) {
    throw new Error(
      `${describeObject(
        object,
      )} annotation ${GROUP}/ssa: "${mode}" is not imitated by the sandbox; allowed are Override and Ignore`,
    );
  }
}

function dryRunMessage(
  client: Client,
  object: KubernetesObject,
  error: unknown,
): string {
  const subject = describeObject(object);
  const message = messageOf(error);
  if (!client.resolve(object)) {
    return `${subject} dry-run failed: no matches for kind "${object.kind}" in version "${object.apiVersion}"`;
  }
  const reason = reasonOf(error);
  if (reason === 'NotFound') return `${subject} not found: ${message}`;
  return `${subject} dry-run failed${reason ? ` (${reason})` : ''}: ${message}`;
}

/** `status.reason` of the API's `Status`. */
function reasonOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error))
    return undefined;
  const { status } = error;
  return typeof status === 'object' &&
    status !== null &&
    'reason' in status &&
    typeof status.reason === 'string'
    ? status.reason
    : undefined;
}

function isSkipped({ metadata }: KubernetesObject): boolean {
  const values = { ...metadata.labels, ...metadata.annotations };
  return (
    values[`${GROUP}/reconcile`] === 'disabled' ||
    values[`${GROUP}/ssa`] === 'Ignore'
  );
}

/** Whether applying would change anything that people wrote. */
function sameContent(one: KubernetesObject, other: KubernetesObject): boolean {
  const content = ({ status: _, metadata, ...rest }: KubernetesObject) => {
    const { labels, annotations } = metadata;
    return sorted({ ...rest, metadata: { labels, annotations } });
  };
  return content(one) === content(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : entry,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
