import { AccountTokenSource } from './controllers/workloads/accountToken';
import { ControllerContext } from './controllers/controller';
import { parseKroFlags } from './controllers/kro/flags';
import { startKro } from './controllers/kro/startKro';
import { startOperators } from './controllers/operators/startOperators';
import { startWorkloads } from './controllers/workloads/startWorkloads';

/** The groups of controllers that can be left out. */
export type ControllerGroup = 'workloads' | 'flux' | 'kro' | 'operators';

/** Which controllers run, and how. */
export interface ControllerSelection {
  controllers: ControllerGroup[];
  /** KRO's own flags, e.g. `['--allow-crd-deletion']`; those that change nothing here are accepted. */
  kroArgs?: string[];
  /** What service accounts trust, and their tokens. */
  accountTokens: AccountTokenSource;
}

/**
 * Starts the selected controllers but Flux, which needs the forge and is started beside them.
 * Returns the function that ends them.
 * @throws Error naming the flag when `kroArgs` holds one that KRO does not know
 */
export function startControllers(
  context: ControllerContext,
  { controllers, kroArgs = [], accountTokens }: ControllerSelection,
): () => void {
  const flags = parseKroFlags(kroArgs);
  const stops: (() => void)[] = [];
  if (controllers.includes('workloads')) {
    stops.push(startWorkloads(context, accountTokens));
  }
  if (controllers.includes('operators')) stops.push(startOperators(context));
  if (controllers.includes('kro')) stops.push(startKro(context, flags));
  return () => stops.forEach(stop => stop());
}
