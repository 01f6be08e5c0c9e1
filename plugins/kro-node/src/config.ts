import { Config } from '@backstage/config';
import { ConnectionOptions } from './connection/connection';

/** The `kro.cluster` section of the configuration. */
export interface ClusterConfig extends ConnectionOptions {
  /** First part of every instance ref. */
  name: string;
}

const DEFAULT_NAME = 'mini-atlas';
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Reads `kro.cluster`.
 *
 * @throws Error naming the key when the name cannot be part of an instance ref.
 */
export function readClusterConfig(rootConfig: Config): ClusterConfig {
  const config = rootConfig.getOptionalConfig('kro.cluster');
  const name = config?.getOptionalString('name') ?? DEFAULT_NAME;
  if (!NAME.test(name)) {
    throw new Error(
      `kro.cluster.name is '${name}'; use lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit`,
    );
  }
  const kubeconfig = config?.getOptionalString('kubeconfig');
  const context = config?.getOptionalString('context');
  return {
    name,
    ...(kubeconfig ? { kubeconfig } : {}),
    ...(context ? { context } : {}),
  };
}
