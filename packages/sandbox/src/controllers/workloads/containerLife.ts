import { Timing } from '../controller';
import { Fields } from '../fields';

/** Where a container stands; the names are the kubelet's waiting reasons where it has one. */
export type ContainerPhase =
  | 'New'
  | 'Pulling'
  | 'ErrImagePull'
  | 'ImagePullBackOff'
  | 'CreateContainerConfigError'
  | 'Running'
  | 'CrashLoopBackOff'
  | 'Terminated';

/** How a run of a container ended. Times are milliseconds since 1970. */
export interface Termination {
  exitCode: number;
  reason: 'Completed' | 'Error';
  startedAt: number;
  finishedAt: number;
}

/** The life of one container so far. Times are milliseconds since 1970. */
export interface ContainerRun {
  phase: ContainerPhase;
  /** When the phase began. */
  since: number;
  startedAt?: number;
  ready: boolean;
  restarts: number;
  pullFailures: number;
  lastTermination?: Termination;
  /** What stands behind CreateContainerConfigError. */
  problem?: string;
  lastProbe?: number;
}

/** An event about the pod, without its component. */
export interface ContainerEvent {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

/** What a container's next step depends on. */
export interface ContainerSurroundings {
  container: Fields;
  /** `name_namespace(uid)` of the pod, as the kubelet writes it in messages. */
  podId: string;
  podIp: string;
  /** Whether the container is expected to end by itself (Jobs, init containers). */
  completes: boolean;
  /** Whether it is started again after it failed. */
  restarts: boolean;
  /** Images that are on the node already. */
  images: Set<string>;
  timing: Timing;
  /** The first missing ConfigMap or Secret, in the kubelet's words. */
  missingConfig(): string | undefined;
  now: number;
}

/** A step of a container: how it stands then, what is told about it, and when to look again. */
export interface ContainerStep {
  run: ContainerRun;
  events: ContainerEvent[];
  /** Milliseconds from now; absent when only a change from outside can matter. */
  wait?: number;
}
