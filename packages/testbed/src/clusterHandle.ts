/**
 * A running cluster with its forge, as everybody sees it who talks to one; the sandbox has the same shape.
 * A portal and a behaviour suite need nothing else.
 */
export interface ClusterHandle {
  /** Address of the Kubernetes API, without a slash at its end. */
  apiUrl: string;
  /** Path of an administrator's kubeconfig. */
  kubeconfig: string;
  /** Path of the kubeconfig of the portal's read-only account. */
  portalKubeconfig: string;
  forge: {
    /** Without a slash at its end. */
    url: string;
    /** `owner/name` of the delivery repository. */
    repository: string;
    /** The portal's token. */
    token: string;
  };
  /** Ends everything; resolves when all ports are free again. */
  stop(): Promise<void>;
}
