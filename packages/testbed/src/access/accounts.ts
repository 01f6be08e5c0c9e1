/** Somebody who may come to the API server with a token. */
export interface Account {
  /** How files and messages call it. */
  name: string;
  user: string;
  groups: string[];
}

const serviceAccount = (namespace: string, name: string): Account => ({
  name,
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
});

/**
 * Everybody who has a token, each with the identity that it has on a cluster of the usual kind, so that the usual
 * roles apply; `data/platform/roles.yaml` has those that Kubernetes does not bring.
 */
export const ACCOUNTS = {
  admin: {
    name: 'kubernetes-admin',
    user: 'kubernetes-admin',
    groups: ['system:masters'],
  },
  portal: serviceAccount('backstage', 'mini-atlas-portal'),
  controllerManager: {
    name: 'kube-controller-manager',
    user: 'system:kube-controller-manager',
    groups: [],
  },
  scheduler: {
    name: 'kube-scheduler',
    user: 'system:kube-scheduler',
    groups: [],
  },
  kwok: serviceAccount('kube-system', 'kwok-controller'),
  kro: serviceAccount('kro-system', 'kro'),
  sourceController: serviceAccount('flux-system', 'source-controller'),
  kustomizeController: serviceAccount('flux-system', 'kustomize-controller'),
  notificationController: serviceAccount(
    'flux-system',
    'notification-controller',
  ),
} satisfies Record<string, Account>;

/** One of them. */
export type AccountName = keyof typeof ACCOUNTS;
