import { LoggerService } from '@backstage/backend-plugin-api';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/**
 * Says once for each abstraction that came after the start that its own action needs a restart of the portal.
 * Returns the function that ends it.
 */
export function watchForNewAbstractions(
  cluster: KroCluster,
  options: { logger: LoggerService; registered: Iterable<string> },
): () => void {
  const known = new Set(options.registered);
  return cluster.subscribe(change => {
    if (change.abstractions.length === 0) return;
    for (const { name, kind, selfService } of cluster.abstractions()) {
      if (!selfService || known.has(name)) continue;
      known.add(name);
      options.logger.warn(
        `The abstraction ${name} came after the start. Its action mini-atlas:${kind.toLowerCase()}:write is there after a restart of the portal; until then use mini-atlas:instance:write.`,
      );
    }
  });
}
