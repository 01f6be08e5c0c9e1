export interface Config {
  kro?: {
    /** The cluster that the portal shows. */
    cluster?: {
      /**
       * First part of every instance ref; lower-case letters, digits, `-` and `.`. Default `mini-atlas`.
       */
      name?: string;
      /**
       * Path of a kubeconfig file. Without it: in-cluster, else the file named by the environment variable
       * KUBECONFIG, else `~/.kube/config`.
       */
      kubeconfig?: string;
      /**
       * A context of that file. Default: its current context.
       */
      context?: string;
    };
  };
}
