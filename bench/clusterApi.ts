import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { RunningPortal } from './portal';

/** Abstractions of the platform. */
export const GROUP = { group: 'mini-atlas.dev', version: 'v1alpha1' };

/** The workspace that every measurement is about. */
export const WORKSPACE = 'bench';

/** The administrator's way into the portal's cluster. */
export function kubeConfigOf(portal: Pick<RunningPortal, 'state'>): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(join(portal.state, 'kubeconfig'));
  return config;
}
