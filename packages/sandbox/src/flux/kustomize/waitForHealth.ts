import { setTimeout as delay } from 'node:timers/promises';
import { KubernetesObject } from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { Health } from './healthExpressions';
import { ObjectRef } from './inventory';
import { describeObject } from './objectNames';

const POLL_MS = 50;

/** Objects did not become healthy; the message is the one Flux reports. */
export class HealthError extends Error {}

/** How to wait. */
export interface WaitOptions {
  /** In milliseconds. */
  timeout: number;
  /** Judges an object. */
  healthOf(object: KubernetesObject | undefined): Health;
  /** Ends the waiting with its reason. */
  signal: AbortSignal;
}

/**
 * Waits until every object is `Current`. Gives up when all that are not current have failed, or when the time is over.
 * Throws `HealthError` that names the objects.
 */
export async function waitForHealth(
  client: Client,
  objects: ObjectRef[],
  { timeout, healthOf, signal }: WaitOptions,
): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = objects.map(object => ({
      object,
      health: healthOf(read(client, object)),
    }));
    const waiting = found.filter(({ health }) => health.status !== 'Current');
    if (waiting.length === 0) return;
    const failed = waiting.every(({ health }) => health.status === 'Failed');
    if (failed) {
      throw new HealthError(
        `failed early due to stalled resources: [${describe(waiting)}]`,
      );
    }
    if (Date.now() >= end) {
      throw new HealthError(`timeout waiting for: [${describe(waiting)}]`);
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

function read(client: Client, object: ObjectRef): KubernetesObject | undefined {
  const { apiVersion, kind, metadata } = object;
  const { name = '', namespace } = metadata;
  const id = { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
  return client.resolve(id) && client.get(id);
}

function describe(found: { object: ObjectRef; health: Health }[]): string {
  return found
    .map(
      ({ object, health }) =>
        `${describeObject(object)} status: '${health.status}'${
          health.error ? `: ${health.error}` : ''
        }`,
    )
    .join(', ');
}
