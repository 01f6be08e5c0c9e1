import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { setTimeout } from 'node:timers/promises';

/** Resolves when the cluster changed, after so many milliseconds, or when the signal ended, whichever is first. */
export async function nextMoment(
  cluster: Pick<KroCluster, 'subscribe'>,
  options: { milliseconds: number; signal?: AbortSignal },
): Promise<void> {
  const changed = new AbortController();
  const unsubscribe = cluster.subscribe(() => changed.abort());
  const early = AbortSignal.any([
    changed.signal,
    ...(options.signal ? [options.signal] : []),
  ]);
  try {
    await setTimeout(options.milliseconds, undefined, { signal: early });
  } catch (error) {
    if (!early.aborted) throw error;
  } finally {
    unsubscribe();
  }
}
