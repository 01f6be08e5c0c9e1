import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readClusterAccess } from './clusterAccess';
import { root } from './root';
import { Settings } from './settings';

/** What the bootstrap writes (`configSchema.mjs`). */
const CONFIG_SCHEMA = join(root, '.tools', 'config-schema.json');

/** The delivery repository, as the portal is told of it. */
export interface PortalForge {
  /** Kind of Git host, as `kro.delivery.provider` names it; `gitea` where it is not said. */
  provider?: string;
  url: string;
  repository: string;
  token: string;
}

/** The environment that `app-config.yaml` refers to: which cluster, which forge, where to listen. */
export function portalEnvironment(
  settings: Pick<Settings, 'port' | 'state'>,
  cluster: { portalKubeconfig: string; forge: PortalForge },
): NodeJS.ProcessEnv {
  const access = readClusterAccess(cluster.portalKubeconfig);
  return {
    // Bootstrapped runs have one; it makes the start shorter.
    ...(existsSync(CONFIG_SCHEMA)
      ? { MINI_ATLAS_CONFIG_SCHEMA: CONFIG_SCHEMA }
      : {}),
    // One front end, built before: no older one to serve to pages that are still open.
    APP_CONFIG_app_disableStaticFallbackCache: 'true',
    MINI_ATLAS_ROOT: root,
    MINI_ATLAS_STATE: settings.state,
    MINI_ATLAS_PORT: String(settings.port),
    MINI_ATLAS_URL: `http://localhost:${settings.port}`,
    MINI_ATLAS_KUBECONFIG: cluster.portalKubeconfig,
    MINI_ATLAS_CLUSTER_URL: access.url,
    MINI_ATLAS_CLUSTER_TOKEN: access.token,
    MINI_ATLAS_CLUSTER_CA: access.caData,
    MINI_ATLAS_FORGE_PROVIDER: cluster.forge.provider ?? 'gitea',
    MINI_ATLAS_FORGE_URL: cluster.forge.url,
    MINI_ATLAS_FORGE_REPOSITORY: cluster.forge.repository,
    MINI_ATLAS_FORGE_TOKEN: cluster.forge.token,
  };
}
