import { Condition, JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { Client, ObjectId } from '../client/client';
import { asList, isCondition } from './fields';
import { FLUX_FINALIZER, REQUESTED_AT } from './fluxTypes';

/** Flux puts these first; the others follow, those of the newest generation first, then by name. */
const FIRST = ['Stalled', 'Reconciling', 'Ready'];

/** Collects what a controller finds out about one object, and writes it where it differs. */
export class StatusWriter {
  private readonly status: JsonObject;
  private written: string;
  private conditions: Condition[];

  constructor(
    private readonly client: Client,
    readonly object: KubernetesObject,
    private readonly manager: string,
  ) {
    this.status = structuredClone((object.status ?? {}) as JsonObject);
    // The default of the definitions, which a real API server shows.
    this.status.observedGeneration ??= -1;
    this.conditions = asList(this.status.conditions).filter(isCondition);
    delete this.status.conditions;
    this.written = JSON.stringify(this.current());
  }

  get(field: string): unknown {
    return this.status[field];
  }

  set(field: string, value: unknown): void {
    // Only JSON goes in: strings, numbers, lists and objects of them.
    this.status[field] = value as JsonObject[string];
  }

  condition(type: string): Condition | undefined {
    return this.conditions.find(condition => condition.type === type);
  }

  /** Sets a condition; its transition time moves when status, reason or message do, as in Flux's runtime. */
  mark(
    type: string,
    status: Condition['status'],
    reason: string,
    message: string,
  ): void {
    const old = this.condition(type);
    const same =
      old?.status === status &&
      old.reason === reason &&
      old.message === message;
    const next: Condition = {
      lastTransitionTime:
        (same && old.lastTransitionTime) ||
        new Date().toISOString().replace(/\.\d+/, ''),
      message,
      observedGeneration: this.object.metadata.generation,
      reason,
      status,
      type,
    };
    this.unmark(type);
    this.conditions.push(next);
    this.conditions.sort(
      (one, other) =>
        rank(one) - rank(other) ||
        (other.observedGeneration ?? 0) - (one.observedGeneration ?? 0) ||
        one.type.localeCompare(other.type),
    );
  }

  /** Removes a condition. */
  unmark(type: string): void {
    this.conditions = this.conditions.filter(
      condition => condition.type !== type,
    );
  }

  /** Records that the request for reconciliation, if there is one, was followed. */
  acknowledge(): void {
    const requested = requestedAt(this.object);
    if (requested !== undefined) this.set('lastHandledReconcileAt', requested);
  }

  /** Writes what changed since the last time; nothing when the object is gone. */
  save(): void {
    const current = this.current();
    const text = JSON.stringify(current);
    if (text === this.written) return;
    const id = idOf(this.object);
    if (!this.client.get(id)) return;
    const before = JSON.parse(this.written) as JsonObject;
    const gone = Object.keys(before).filter(
      field => current[field] === undefined,
    );
    const status: JsonObject = {
      ...current,
      ...Object.fromEntries(gone.map(field => [field, null])),
    };
    this.client.patch(
      id,
      { status },
      { fieldManager: this.manager, subresource: 'status' },
    );
    this.written = text;
  }

  private current(): JsonObject {
    return JSON.parse(
      JSON.stringify({ ...this.status, conditions: this.conditions }),
    );
  }
}

/** Names an object as the client does. */
export function idOf(object: KubernetesObject): ObjectId {
  const { apiVersion, kind, metadata } = object;
  const { name = '', namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

/** The pending request for reconciliation. */
export function requestedAt(object: KubernetesObject): string | undefined {
  return object.metadata.annotations?.[REQUESTED_AT];
}

/** Adds Flux's finalizer; true when it had to. */
export function addFinalizer(
  client: Client,
  object: KubernetesObject,
  manager: string,
): boolean {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(FLUX_FINALIZER)) return false;
  client.patch(
    idOf(object),
    { metadata: { finalizers: [...finalizers, FLUX_FINALIZER] } },
    { fieldManager: manager },
  );
  return true;
}

/** Takes Flux's finalizer off, so that the object can go. */
export function removeFinalizer(
  client: Client,
  object: KubernetesObject,
  manager: string,
): void {
  const finalizers = object.metadata.finalizers ?? [];
  if (!finalizers.includes(FLUX_FINALIZER)) return;
  client.patch(
    idOf(object),
    {
      metadata: {
        finalizers: finalizers.filter(name => name !== FLUX_FINALIZER),
      },
    },
    { fieldManager: manager },
  );
}

function rank({ type }: Condition): number {
  const index = FIRST.indexOf(type);
  return index < 0 ? FIRST.length : index;
}
