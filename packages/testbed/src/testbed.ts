import { ClusterHandle } from './clusterHandle';
import { TestbedError } from './testbedError';

/** How to start a testbed. Paths are absolute; a port of 0 or none means a free one. */
export interface TestbedOptions {
  /** Where etcd, Git repositories, certificates, tokens, logs and the kubeconfigs live. */
  state: string;
  /** The tree that becomes the delivery repository at first start (`kind/`). */
  platform: string;
  apiPort?: number;
  forgePort?: number;
  /** Where the administrator's kubeconfig is written when all is ready; default `kubeconfig` in `state`. */
  kubeconfig?: string;
  /** Without abstractions and tenants. */
  empty?: boolean;
  /** Where built programs are kept; default: `mini-atlas/testbed` in the user's cache. */
  cache?: string;
  /** Told what is being done, a line each time; default: nobody. */
  onProgress?: (line: string) => void;
  /** Told when a stage of starting has been reached; for those who measure. */
  onStage?: (stage: StartStage) => void;
  /** Gives up building or starting; what was built is kept. */
  signal?: AbortSignal;
}

/**
 * What comes about while a testbed starts. The API server, and then the controllers, start beside the forge; Flux
 * hears of the delivery repository when both are there.
 */
export type StartStage =
  | 'programs built'
  | 'API server ready'
  | 'controllers started'
  | 'forge ready'
  | 'webhook set'
  | 'abstractions served';

/** A running testbed. */
export interface Testbed extends ClusterHandle {
  /** Path of a kubectl of the API server's version. */
  kubectl: string;
  /** The processes, by name; for those who measure. */
  processes: { name: string; pid: number }[];
  /** Resolves when a part ends by itself, with its name and the last lines of its log; then only `stop` is left. */
  crashed: Promise<TestbedError>;
}
