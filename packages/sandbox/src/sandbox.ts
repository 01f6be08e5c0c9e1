/** Groups of controllers that can be switched on and off. */
export const controllerNames = [
  'workloads',
  'flux',
  'kro',
  'operators',
] as const;

/** One of them. */
export type ControllerName = (typeof controllerNames)[number];

/** How to start a sandbox. Paths are absolute; a port of 0 or none means a free one. */
export interface SandboxOptions {
  /** Where Git repositories, tokens and the kubeconfig live. */
  state: string;
  /** The tree that becomes the delivery repository at first start (`kind/`). */
  platform: string;
  apiPort?: number;
  forgePort?: number;
  /** Where the kubeconfig is written when all is ready; default `kubeconfig` in `state`. */
  kubeconfig?: string;
  /** Without abstractions and tenants. */
  empty?: boolean;
  /** Default: all. */
  controllers?: ControllerName[];
  /** KRO's own flags, after those with which the platform runs it (`CELOmitFunction` is on). */
  kroArgs?: string[];
  /** How long the imitated world takes, in proportion to its usual times: 1 by default, 0 for at once. */
  delays?: number;
  /** Default: no log. */
  logFile?: string;
}

/** A running sandbox. */
export interface Sandbox {
  apiUrl: string;
  /** Kubeconfig of an administrator. */
  kubeconfig: string;
  /** Kubeconfig of the portal's read-only account. */
  portalKubeconfig: string;
  forge: {
    url: string;
    /** `owner/name` of the delivery repository. */
    repository: string;
    /** The portal's token. */
    token: string;
  };
  /** Ends everything; resolves when all ports are free again. */
  stop(): Promise<void>;
}
