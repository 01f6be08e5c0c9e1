import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { CommandError } from './commandError';

/** How to reach a cluster with a token, as the Kubernetes plugin's configuration wants it. */
export interface ClusterAccess {
  url: string;
  token: string;
  /** Base64 of the PEM. */
  caData: string;
}

interface Kubeconfig {
  'current-context'?: string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: Record<string, unknown> }[];
  users?: { name: string; user: Record<string, unknown> }[];
}

/**
 * Reads address, token and certificate authority of a kubeconfig's current context.
 *
 * @throws CommandError naming the file and what is missing
 */
export function readClusterAccess(path: string): ClusterAccess {
  const config = parse(readFileSync(path, 'utf8')) as Kubeconfig;
  const context = config.contexts?.find(
    ({ name }) => name === config['current-context'],
  )?.context;
  const cluster = config.clusters?.find(
    ({ name }) => name === context?.cluster,
  )?.cluster;
  const user = config.users?.find(({ name }) => name === context?.user)?.user;
  const text = (value: unknown, field: string): string => {
    if (typeof value !== 'string' || !value) {
      throw new CommandError(`${path}: its current context has no ${field}.`);
    }
    return value;
  };
  return {
    url: text(cluster?.server, 'cluster.server'),
    token: text(user?.token, 'user.token'),
    caData: text(
      cluster?.['certificate-authority-data'],
      'cluster.certificate-authority-data',
    ),
  };
}
