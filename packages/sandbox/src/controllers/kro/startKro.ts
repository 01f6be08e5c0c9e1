import { ControllerContext } from '../controller';
import { KroFlags } from './flags';
import { createGraphRegistry } from './graphRegistry';
import { startGraphRevisions } from './graphRevision';
import { createInstanceControllers } from './instanceControllers';
import { startResourceGraphDefinitions } from './resourceGraphDefinition';

/**
 * Starts KRO 0.9.4's controllers over the engine in `@mini-atlas/kro`: RGDs, GraphRevisions, and one for each
 * kind of instances. Returns the function that ends all.
 */
export function startKro(
  context: ControllerContext,
  flags: KroFlags,
): () => void {
  const registry = createGraphRegistry();
  const instances = createInstanceControllers(context, flags, registry);
  const stops = [
    startGraphRevisions(context, flags, registry),
    startResourceGraphDefinitions({ context, flags, registry, instances }),
    instances.stopAll,
  ];
  return () => stops.forEach(stop => stop());
}
