import { PermissionsService } from '@backstage/backend-plugin-api';
import { Forge } from '@mini-atlas/forge';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';

/** What the actions work with. */
export interface ActionServices {
  cluster: KroCluster;
  permissions: PermissionsService;
  /** The delivery repository; the end of `signal` ends every request to it. */
  forgeFor(signal?: AbortSignal): Forge;
}
