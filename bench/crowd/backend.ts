import { createBackend } from '@backstage/backend-defaults';
import { database } from '../../packages/backend/src/database';
import { rootLogger } from '../../packages/backend/src/rootLogger';

/** The portal's back end as far as every measurement needs it: somebody can sign in, and hear of changes. */
export function benchBackend() {
  const backend = createBackend();
  backend.add(database);
  backend.add(rootLogger);
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-events-backend'));
  backend.add(import('@backstage/plugin-signals-backend'));
  return backend;
}
