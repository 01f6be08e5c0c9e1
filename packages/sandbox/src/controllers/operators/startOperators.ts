import { ControllerContext } from '../controller';
import { startCloudNativePg } from './cloudNativePg';
import { startCloudNativePgBackups } from './cloudNativePgBackup';
import { startGateways } from './gateway';
import { startHttpRoutes } from './httpRoute';
import { startKyvernoPolicies } from './kyvernoPolicy';
import { startNetworkPolicies } from './networkPolicy';
import { startStrimziAccess } from './strimziAccess';
import { startStrimziKafka } from './strimziKafka';
import { startStrimziTopics } from './strimziTopic';
import { startStrimziUsers } from './strimziUser';

/**
 * Starts the imitations of the platform's operators. Each waits for its CRDs, so that it does no harm on a
 * cluster without them. Returns the function that ends all.
 */
export function startOperators(context: ControllerContext): () => void {
  const stops = [
    startCloudNativePg(context),
    startCloudNativePgBackups(context),
    startStrimziKafka(context),
    startStrimziTopics(context),
    startStrimziUsers(context),
    startStrimziAccess(context),
    startGateways(context),
    startHttpRoutes(context),
    startNetworkPolicies(context),
    startKyvernoPolicies(context),
  ];
  return () => stops.forEach(stop => stop());
}
