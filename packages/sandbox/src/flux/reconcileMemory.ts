import { KubernetesObject } from '@mini-atlas/kro';
import { requestedAt } from './statusWriter';

/**
 * Remembers why the last reconciliation of each object happened, so that a controller that is called after every
 * change, its own included, works only when there is a reason: a new generation, a new request, another revision,
 * or the time has come.
 */
export class ReconcileMemory {
  private readonly known = new Map<string, { reason: string; due: number }>();

  /** Milliseconds until the next one is due; 0 when there is a reason now. */
  wait(object: KubernetesObject, revision = ''): number {
    const last = this.known.get(keyOf(object));
    return last?.reason === reasonOf(object, revision)
      ? Math.max(0, last.due - Date.now())
      : 0;
  }

  /** Records that it was done for what stands in `object` and `revision`, and when it is due again. */
  done(object: KubernetesObject, after: number, revision = ''): void {
    this.known.set(keyOf(object), {
      reason: reasonOf(object, revision),
      due: Date.now() + after,
    });
  }

  forget(object: { namespace?: string; name: string }): void {
    this.known.delete(`${object.namespace ?? ''}/${object.name}`);
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function reasonOf(object: KubernetesObject, revision: string): string {
  return JSON.stringify([
    object.metadata.uid,
    object.metadata.generation,
    requestedAt(object),
    revision,
  ]);
}
